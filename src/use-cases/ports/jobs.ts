import type { AccountReason } from '../../domain/confirming/confirmation.ts';

/** Every kind of job with what it needs to know; the rest is read when it runs. */
export interface JobPayloads {
  'file-confirmation': { confirmationId: string };
  /** `file-confirmation` for a row of a file, which waits behind those of people. */
  'file-import-row': { confirmationId: string };
  /** `spot`: only the one of the confirmation's places that could not be reached before. */
  'show-outcome': { confirmationId: string; spot?: number };
  /** `tries`: how often it stayed unknown whether the message arrived. */
  'pass-question': { questionId: string; tries?: number };
  'pass-answer': { questionId: string; tries?: number };
  /** A person was assigned a customer: their own chat tells them from now on. */
  'remind-assignee': { personId: string };
  'refresh-digests': Record<string, never>;
  /** The digest that stands in a conversation says that its reminders were stopped, or come again. */
  'redraw-digest': { conversationId: string };
  /** `tries`: how often Teams was too busy for it. */
  'close-digests': { tries?: number };
  'sync-customers': Record<string, never>;
  'tell-askers': Record<string, never>;
  'send-reminders': Record<string, never>;
  'check-account': Record<string, never>;
  /** Without `conversationId`: sends such a job for each conversation it concerns. */
  'tell-administrators': {
    what: 'paused' | 'resumed';
    reason: AccountReason;
    code: string;
    conversationId?: string;
  };
  'resume-overdue': Record<string, never>;
  'erase-old-contacts': Record<string, never>;
  'note-figures': Record<string, never>;
  'unassign-leavers': Record<string, never>;
  'forget-deliveries': Record<string, never>;
  'check-import': { importId: string };
  'run-import': { importId: string };
  'show-import': { importId: string };
  'tend-imports': Record<string, never>;
}
export type JobName = keyof JobPayloads;

export interface JobOptions {
  /** How long from now the job waits at least. */
  afterMs?: number;
  /** Jobs of one name and key that have not begun yet become one. */
  onceKey?: string;
}

/** A job to be sent. */
export type Job = {
  [Name in JobName]: { name: Name; payload: JobPayloads[Name]; options?: JobOptions };
}[JobName];

/** Promises work. Inside a transaction the promise holds only if it commits. */
export interface JobSender {
  send<Name extends JobName>(name: Name, payload: JobPayloads[Name], options?: JobOptions): Promise<void>;
  /** As `send`, for many at once; within a transaction only for keys never used before. */
  sendNew(jobs: readonly Job[]): Promise<void>;
}
