import type { Queue } from 'pg-boss';
import type { JobName } from '../use-cases/ports/jobs.ts';

/** The queue that keeps a job's payload when all its tries have failed, for a person to look at. */
export const DEAD_LETTERS = 'dead-letters';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long jobs may go without a sign of life before their process counts as dead (at the supervision after that). */
const HEARTBEAT_SECONDS = 15;
export const SUPERVISION_SECONDS = 10;

/**
 * A try that failed because of the bot or the database is repeated, first after 2 s, then up to 45 s apart, for about half
 * an hour. A refusal by Partner Center or Teams is no failed try: the use cases plan another one themselves.
 */
const PERSISTENT = {
  retryLimit: 50,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 45,
  heartbeatSeconds: HEARTBEAT_SECONDS,
  deleteAfterSeconds: DAY,
  notify: true,
} as const;

/** For jobs that come again by the clock. */
const RECURRING = { ...PERSISTENT, retryLimit: 5 } as const;

export type QueueSettings = Omit<Queue, 'name' | 'policy' | 'partition'>;

/** How each kind of job is kept and repeated; `expireInSeconds` is the longest one may run. */
export const QUEUE_SETTINGS: Readonly<Record<JobName, QueueSettings>> = {
  'file-confirmation': { ...PERSISTENT, expireInSeconds: 5 * MINUTE, deadLetter: DEAD_LETTERS },
  'file-import-row': { ...PERSISTENT, expireInSeconds: 5 * MINUTE, deadLetter: DEAD_LETTERS },
  'check-import': { ...PERSISTENT, expireInSeconds: 5 * MINUTE, deadLetter: DEAD_LETTERS },
  'run-import': { ...PERSISTENT, expireInSeconds: 10 * MINUTE, deadLetter: DEAD_LETTERS },
  'show-import': { ...PERSISTENT, expireInSeconds: 5 * MINUTE, deadLetter: DEAD_LETTERS },
  'tend-imports': { ...RECURRING, expireInSeconds: 5 * MINUTE },
  'show-outcome': { ...PERSISTENT, expireInSeconds: 5 * MINUTE, deadLetter: DEAD_LETTERS },
  'pass-question': { ...PERSISTENT, expireInSeconds: 5 * MINUTE, deadLetter: DEAD_LETTERS },
  'pass-answer': { ...PERSISTENT, expireInSeconds: 5 * MINUTE, deadLetter: DEAD_LETTERS },
  'remind-assignee': { ...PERSISTENT, expireInSeconds: 5 * MINUTE, deadLetter: DEAD_LETTERS },
  'refresh-digests': { ...PERSISTENT, expireInSeconds: 30 * MINUTE },
  'redraw-digest': { ...PERSISTENT, expireInSeconds: 5 * MINUTE, deadLetter: DEAD_LETTERS },
  'close-digests': { ...RECURRING, expireInSeconds: 30 * MINUTE },
  'check-account': { ...PERSISTENT, expireInSeconds: 5 * MINUTE },
  'tell-administrators': { ...PERSISTENT, expireInSeconds: 5 * MINUTE, deadLetter: DEAD_LETTERS },
  'resume-overdue': { ...RECURRING, expireInSeconds: 5 * MINUTE },
  'erase-old-contacts': { ...RECURRING, expireInSeconds: 30 * MINUTE },
  'send-reminders': { ...RECURRING, expireInSeconds: 6 * HOUR },
  'note-figures': { ...RECURRING, expireInSeconds: 5 * MINUTE },
  'unassign-leavers': { ...RECURRING, expireInSeconds: HOUR },
  'forget-deliveries': { ...RECURRING, expireInSeconds: 30 * MINUTE },
  'tell-askers': { ...PERSISTENT, expireInSeconds: 30 * MINUTE },
  'sync-customers': { ...RECURRING, expireInSeconds: 23 * HOUR },
};

/** Tells whether a queue of the database has all of these settings. */
export function isSetTo(queue: Queue, settings: QueueSettings): boolean {
  const names = Object.keys(settings) as (keyof QueueSettings)[];
  return names.every((name) => queue[name] === settings[name]);
}

export const DEAD_LETTER_SETTINGS = { retentionSeconds: 30 * DAY } as const;
