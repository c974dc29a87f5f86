// Every value that a label of the metrics may have, so that each is counted from zero. docs/operations.md lists the same.

/** How a turn came: a typed message, a press, typing into a choice, another call that wants an answer, or an event. */
export const TURN_KINDS = ['message', 'press', 'search', 'invoke', 'event'] as const;
export type TurnKind = (typeof TURN_KINDS)[number];

/** `failed`: the bot failed, and said so. `undelivered`: the answer did not reach Teams. */
export const TURN_OUTCOMES = [
  'card',
  'choices',
  'finds',
  'toast',
  'error',
  'nothing',
  'failed',
  'undelivered',
] as const;
export type TurnOutcome = (typeof TURN_OUTCOMES)[number];

/** Why a call is refused at the door. */
export const REFUSAL_REASONS = [
  'address',
  'algorithm',
  'broken-body',
  'channel',
  'claims',
  'endorsement',
  'issuer',
  'key',
  'keys-unknown',
  'method',
  'no-such-page',
  'no-token',
  'other-service',
  'service-host',
  'signature',
  'tenant',
  'tenant-in-token',
  'tenant-unclear',
  'too-large',
  'unworkable',
  'web-page',
] as const;

/** What is asked of Partner Center; `token` is its sign-in. */
export const PARTNER_CENTER_CALLS = [
  'customers',
  'agreements',
  'template',
  'direct-acceptance',
  'resellers',
  'partner-profile',
  'confirm',
  'token',
] as const;

/** The last two are of the sign-in alone. */
export const PARTNER_CENTER_OUTCOMES = [
  'success',
  'nothing-recorded',
  'already-confirmed',
  'refused',
  'account-fault',
  'busy',
  'unavailable',
  'unclear',
  'granted',
  'invalid-grant',
] as const;

/** What is asked of Teams. */
export const TEAMS_CALLS = ['post', 'edit', 'open', 'roster', 'other'] as const;
export type TeamsCall = (typeof TEAMS_CALLS)[number];

/**
 * `busy`: 429. `refused`: any other 4xx. `failed`: 5xx. `silent`: no answer. `held`: its time was over before it went
 * out.
 */
export const TEAMS_OUTCOMES = ['done', 'busy', 'refused', 'failed', 'silent', 'redirected', 'held'] as const;
export type TeamsOutcome = (typeof TEAMS_OUTCOMES)[number];

/** What is said unasked. */
export const SPOKEN = ['post', 'edit', 'open'] as const;
export const SPOKEN_OUTCOMES = [
  'posted',
  'edited',
  'opened',
  'later',
  'gone',
  'unreachable',
  'unknown',
] as const;

/** For whom a connection to the database is. */
export const DATABASE_POOLS = ['people', 'jobs'] as const;
export type DatabasePool = (typeof DATABASE_POOLS)[number];

export const JOBS = [
  'file-confirmation',
  'file-import-row',
  'show-outcome',
  'pass-question',
  'pass-answer',
  'remind-assignee',
  'refresh-digests',
  'redraw-digest',
  'close-digests',
  'sync-customers',
  'tell-askers',
  'send-reminders',
  'check-account',
  'tell-administrators',
  'resume-overdue',
  'erase-old-contacts',
  'note-figures',
  'unassign-leavers',
  'forget-deliveries',
  'check-import',
  'run-import',
  'show-import',
  'tend-imports',
] as const;
export const JOB_OUTCOMES = ['done', 'failed'] as const;
export const JOB_STATES = ['ready', 'later', 'active', 'failed'] as const;
/** The queue of jobs that failed for good. */
export const DEAD_LETTERS = 'dead-letters';

export const CONNECTION_STATES = ['busy', 'idle', 'waiting'] as const;
export const BUDGETS = ['teams', 'partner-center'] as const;
