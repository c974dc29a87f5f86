import type { RecurringJobName } from './queue.ts';

/** Every job that comes by the clock; five-field cron in UTC. Each is harmless when it comes twice. */
export const SCHEDULE: readonly { job: RecurringJobName; cron: string; why: string }[] = [
  {
    job: 'sync-customers',
    cron: '*/15 * * * *',
    why: 'Microsoft does not tell when a customer comes or is confirmed on its own page',
  },
  {
    job: 'send-reminders',
    cron: '* * * * *',
    why: 'reminders are due at a full local hour; a minute late is on time',
  },
  {
    job: 'refresh-digests',
    cron: '* * * * *',
    why: 'a process killed right after a confirmation leaves digests that count one too many; to look takes milliseconds',
  },
  {
    job: 'tell-askers',
    cron: '* * * * *',
    why: 'the person who asked a customer is told that it has accepted, also when the process that saw it was killed right then',
  },
  {
    job: 'resume-overdue',
    cron: '* * * * *',
    why: 'a confirmation whose process was killed goes on, whatever became of its job',
  },
  {
    job: 'check-account',
    cron: '* * * * *',
    why: 'a pause of filing looks by itself whether it is over; the clock is for a process that died while it did',
  },
  {
    job: 'erase-old-contacts',
    cron: '23 * * * *',
    why: 'people’s details are gone within an hour of the end of their time',
  },
  {
    job: 'note-figures',
    cron: '*/5 * * * *',
    why: 'a trend needs each day’s numbers, the last ones of the day; and counts are quick when few changes are left to add up',
  },
  {
    job: 'unassign-leavers',
    cron: '20 * * * *',
    why: 'Teams does not tell when a person has left; each assignee is asked about once a day',
  },
  {
    job: 'forget-deliveries',
    cron: '50 2 * * *',
    why: 'one row for each conversation and working day would otherwise stay for ever',
  },
  {
    job: 'tend-imports',
    cron: '* * * * *',
    why: 'a file whose process was killed goes on, and what its sender does not go on with is removed',
  },
];

/** How long the bot relies on what it read of a customer's agreements. */
export const READ_AGAIN_AFTER_MS = {
  asked: 15 * 60_000,
  unconfirmed: 30 * 60_000,
  confirmed: 24 * 60 * 60_000,
} as const;
