import type { RecurringJobName } from './queue.ts';

/** Everything that happens by the clock, on one page; five-field cron in UTC. Each is harmless when it comes twice. */
export const SCHEDULE: readonly { job: RecurringJobName; cron: string; why: string }[] = [
  {
    job: 'sync-customers',
    cron: '*/15 * * * *',
    why: 'Microsoft tells nobody when a customer comes or is confirmed on its own page',
  },
  {
    job: 'send-reminders',
    cron: '* * * * *',
    why: 'reminders are due at a full local hour; a minute late is on time',
  },
  {
    job: 'resume-overdue',
    cron: '* * * * *',
    why: 'a statement whose process was killed goes on, whatever became of its job',
  },
  {
    job: 'tend-imports',
    cron: '* * * * *',
    why: 'a file whose process was killed goes on, and what nobody goes on with is removed',
  },
];

/** How fresh what we know of a customer's agreements is kept. */
export const READ_AGAIN_AFTER_MS = { unconfirmed: 30 * 60_000, confirmed: 24 * 60 * 60_000 } as const;
