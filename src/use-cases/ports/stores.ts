import type { AgreementType } from '../../domain/agreement.ts';
import type { CalendarDate } from '../../domain/calendar-date.ts';
import type { Confirmation, Outcome, PastStatement } from '../../domain/confirmation.ts';
import type { Conversation, Reachability } from '../../domain/conversation.ts';
import type { Customer, Figures, ListedCustomer, Person } from '../../domain/customer.ts';
import type { Delivery, DeliveryKind, Digest } from '../../domain/delivery.ts';
import type { Reminder, ReminderSettings } from '../../domain/reminder.ts';
import type { FileOfferStore, ImportStore } from './import-store.ts';
import type { JobSender } from './jobs.ts';
import type { QuestionStore } from './question-store.ts';

export interface CustomerStore {
  find(id: string): Promise<Customer | undefined>;
  /** Like `find`, and one that has left the partner as well: for what was said of it before. */
  findEvenIfLeft(id: string): Promise<Customer | undefined>;
  /** Customers whose name has a word beginning with each word typed, or whose domain begins so; best match first. */
  search(text: string, limit: number): Promise<Customer[]>;
  /** Every customer whose id, domain or exact name is among the keys, whatever their case and accents. */
  meantBy(keys: readonly string[]): Promise<Customer[]>;
  /** Unconfirmed customers, those waiting longest first. */
  unconfirmed(page: { offset: number; limit: number }): Promise<Customer[]>;
  figures(): Promise<Figures>;
  /**
   * Adds new customers, renames changed ones, brings back those that had left; says which ids are new. Those of national
   * clouds are `exempt`, unless they were confirmed before.
   */
  saveListed(customers: readonly ListedCustomer[], at: Date): Promise<string[]>;
  /** Everyone not seen in the listing that began at `listedSince` has left the partner. */
  markLeft(listedSince: Date): Promise<number>;
  /** Who to read next: never read first, then unconfirmed by age of the reading, confirmed ones only when older than `confirmedBefore`. */
  toRead(limit: number, unconfirmedBefore: Date, confirmedBefore: Date): Promise<string[]>;
  /**
   * A reading that says no more than we know only renews `checkedAt`: who confirmed and by which route stays. What was
   * read before the latest confirmation changes nothing. Only a direct acceptance has no date.
   */
  markConfirmed(
    id: string,
    how:
      | { acceptedOn: CalendarDate; via: 'bot' | 'partner-center'; by: Person | null; at: Date }
      | { acceptedOn: null; via: 'direct'; by: null; at: Date },
  ): Promise<void>;
  markUnconfirmed(id: string, at: Date): Promise<void>;
  assign(id: string, assignee: Person | null): Promise<void>;
}

export type NewConfirmation = Omit<
  Confirmation,
  'state' | 'attempts' | 'firstAttemptAt' | 'identicalBefore' | 'outcome' | 'contact'
> & { contact: NonNullable<Confirmation['contact']> };

export interface ConfirmationStore {
  /**
   * Writes a statement as `recorded`. `same-form`: this form was sent before, its row is given back unchanged.
   * `open-elsewhere`: another statement for the customer is still being worked on.
   */
  record(
    confirmation: NewConfirmation,
  ): Promise<
    | { kind: 'recorded' }
    | { kind: 'same-form'; confirmation: Confirmation }
    | { kind: 'open-elsewhere'; confirmation: Confirmation }
  >;
  find(id: string): Promise<Confirmation | undefined>;
  findByForm(formId: string): Promise<Confirmation | undefined>;
  /** The statement for a customer still being worked on. */
  findOpen(customerId: string, type: AgreementType): Promise<Confirmation | undefined>;
  /** Those of the customers for whom a statement is still being worked on. */
  openAmong(customerIds: readonly string[], type: AgreementType): Promise<string[]>;
  /** The customer's latest statement in any state. */
  findLatest(customerId: string, type: AgreementType): Promise<Confirmation | undefined>;
  /** A customer's settled statements, latest first. */
  past(customerId: string, type: AgreementType, limit: number): Promise<PastStatement[]>;
  /** An open statement to work on at `at`, or when it will be due (see `overdue`); undefined when settled or unknown. */
  findDue(
    id: string,
    at: Date,
  ): Promise<{ kind: 'due'; confirmation: Confirmation } | { kind: 'not-yet'; dueAt: Date } | undefined>;
  /**
   * Takes a due statement for one POST: state `sending`, when `attempts` is still what the caller read; false otherwise.
   * It is nobody else's for 40 seconds; whoever dies leaves it to them then. `at` becomes `firstAttemptAt` if there is
   * none yet.
   */
  beginAttempt(
    id: string,
    attempt: { attempts: number; identicalBefore: number; at: Date },
  ): Promise<boolean>;
  /** Puts an open statement back to wait for its next try; false when it does not count `held` attempts any more. */
  planRetry(
    id: string,
    retry: {
      held: number;
      state: 'recorded' | 'unclear';
      attempts: number;
      firstAttemptAt: Date;
      nextAttemptAt: Date;
    },
  ): Promise<boolean>;
  /** Settles an open statement; false when it was settled already or does not count `held` attempts any more. */
  settle(id: string, end: { outcome: Outcome; held: number; at: Date }): Promise<boolean>;
  /**
   * Open statements whose next try is overdue, oldest first: their job may be lost. A statement is due when recorded, at
   * its `nextAttemptAt` while waiting, and 40 seconds after `beginAttempt`. Those of imports are left out.
   */
  overdue(before: Date, limit: number): Promise<string[]>;
}

export interface ConversationStore {
  /** True for the first caller since the bot came (again) to this conversation: it greets. `markReachability(false)` resets. */
  claimWelcome(id: string, at: Date): Promise<boolean>;
  /** Inserts or updates by id; language and time zone of an existing row stay unless it has none. Heals reachability. */
  remember(conversation: Conversation): Promise<void>;
  find(id: string): Promise<Conversation | undefined>;
  /** The conversation of this id, else one of this name, whatever its case; a reachable one first. */
  named(nameOrId: string): Promise<Conversation | undefined>;
  setLanguage(id: string, language: Conversation['language']): Promise<void>;
  markReachability(id: string, reachability: Reachability): Promise<void>;
  list(): Promise<Conversation[]>;
}

export interface ReminderStore {
  find(conversationId: string): Promise<Reminder | undefined>;
  /** Creates or replaces the settings of a conversation's reminder and its next due instant. */
  save(conversationId: string, settings: ReminderSettings, dueAt: Date | null): Promise<void>;
  /** Does nothing when the conversation has a reminder already, of whatever settings. */
  createIfMissing(conversationId: string, settings: ReminderSettings, dueAt: Date | null): Promise<void>;
  snooze(conversationId: string, until: Date): Promise<void>;
  /** Reminders on, due, not snoozed, of reachable conversations, earliest first. */
  due(now: Date, limit: number): Promise<Reminder[]>;
  /** Like `due`, whatever the due instant; a page after a conversation id in the order of ids. */
  switchedOn(now: Date, limit: number, afterConversationId: string | null): Promise<Reminder[]>;
  reschedule(conversationId: string, dueAt: Date | null): Promise<void>;
}

export interface DeliveryStore {
  /** Promises a message; false when one for the same conversation, kind and period was promised before. */
  plan(delivery: {
    id: string;
    conversationId: string;
    kind: DeliveryKind;
    period: CalendarDate;
    digest: Digest;
    at: Date;
  }): Promise<boolean>;
  /** Promises a digest again whose message was deleted, in its own period; false when it is being sent just now. */
  replan(id: string, digest: Digest, at: Date): Promise<boolean>;
  /** Takes one planned message for sending, or one promised long ago by a process that died before it began; undefined when gone. */
  claim(id: string, at: Date): Promise<Delivery | undefined>;
  markPosted(id: string, activityId: string, at: Date): Promise<void>;
  /** `unknown`: nobody knows whether it arrived; `unreachable`: refused; `planned`: surely not sent, may be tried again. */
  markNotPosted(id: string, state: 'unknown' | 'unreachable' | 'planned', at: Date): Promise<void>;
  /** What was being sent when a process died: after `before` nobody will finish it. Says how many became unknown. */
  abandonSending(before: Date): Promise<number>;
  planned(before: Date, limit: number): Promise<Delivery[]>;
  /** The latest posted message of a kind in a conversation. */
  standing(conversationId: string, kind: DeliveryKind): Promise<Delivery | undefined>;
  /** Standing digests whose stated number differs from `unconfirmed`. */
  standingWithOtherCount(unconfirmed: number, limit: number): Promise<Delivery[]>;
  /** The message with this activity id in a conversation, if we sent it unasked. */
  findByActivity(conversationId: string, activityId: string): Promise<Delivery | undefined>;
  markEdited(id: string, digest: Digest, at: Date): Promise<void>;
}

export const AUDIT_ACTIONS = [
  'confirmation-recorded',
  'confirmation-confirmed',
  'confirmation-refused',
  'confirmation-attention',
  'confirmation-found',
  'customer-assigned',
  'settings-saved',
  'reminder-snoozed',
  'import-started',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export interface AuditEntry {
  at: Date;
  actor: Person | null;
  action: AuditAction;
  customerId: string | null;
  confirmationId: string | null;
  /** Small facts, never anything about the contact. */
  details: Record<string, string | number | boolean>;
}

/** An entry as it stands in the trail. */
export interface AuditRecord extends AuditEntry {
  /** Grows with every entry. */
  id: number;
  /** As the customer is called now; null when the entry is about none. */
  customerName: string | null;
}

export interface AuditStore {
  append(entry: AuditEntry): Promise<void>;
  /** Entries with an id above `after`, in the order of ids. */
  page(after: number, limit: number): Promise<AuditRecord[]>;
}

/** Votes on one answer, with what people wrote beside them, latest first. */
export interface VoteCount {
  entryId: string;
  helpful: number;
  notHelpful: number;
  comments: string[];
}

/** How often a question was asked in these very words and found no answer. */
export interface MissCount {
  question: string;
  language: string;
  outcome: 'none' | 'suggestions';
  times: number;
}

export interface FaqStore {
  saveVote(vote: {
    entryId: string;
    helpful: boolean;
    language: string;
    comment?: string | undefined;
    at: Date;
  }): Promise<void>;
  saveMiss(miss: {
    question: string;
    outcome: 'none' | 'suggestions';
    language: string;
    at: Date;
  }): Promise<void>;
  votesSince(since: Date): Promise<VoteCount[]>;
  missesSince(since: Date): Promise<MissCount[]>;
  /** Notes which answer a message holds, and forgets what was noted before `forgetBefore`. */
  noteAnswer(
    answer: { conversationId: string; activityId: string; entryId: string; language: string; at: Date },
    forgetBefore: Date,
  ): Promise<void>;
  /** The answer that a message holds; without an id, the latest one of the conversation. */
  answerIn(
    conversationId: string,
    activityId: string | undefined,
  ): Promise<{ entryId: string; language: string } | undefined>;
}

/** All stores and the job sender over one connection or one transaction. */
export interface Stores {
  customers: CustomerStore;
  confirmations: ConfirmationStore;
  conversations: ConversationStore;
  reminders: ReminderStore;
  deliveries: DeliveryStore;
  audit: AuditStore;
  faq: FaqStore;
  questions: QuestionStore;
  imports: ImportStore;
  fileOffers: FileOfferStore;
  jobs: JobSender;
}

/** The database: stores for single statements, and transactions for what must happen together or not at all. */
export interface Database extends Stores {
  /** Rolls back and rethrows when the work throws. Throws AppError `database-unavailable` when it cannot be reached. */
  transaction<Result>(work: (stores: Stores) => Promise<Result>): Promise<Result>;
}
