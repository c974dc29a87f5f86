import type { AgreementType } from '../../domain/confirming/agreement.ts';
import type {
  CardPlace,
  Confirmation,
  Outcome,
  PastConfirmation,
} from '../../domain/confirming/confirmation.ts';
import type { Contact } from '../../domain/confirming/contact.ts';
import type { Person } from '../../domain/customers/customer.ts';
import type { Language } from '../../domain/language.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';

export type NewConfirmation = Omit<
  Confirmation,
  | 'state'
  | 'attempts'
  | 'firstAttemptAt'
  | 'post'
  | 'deniedAt'
  | 'identicalBefore'
  | 'outcome'
  | 'contact'
  | 'collected'
> & { contact: NonNullable<Confirmation['contact']>; collected?: Confirmation['collected'] };

/** A confirmation that Partner Center took from the bot: by an answer, or found there afterwards. */
export interface TakenConfirmation {
  acceptedOn: CalendarDate;
  by: Person;
  at: Date;
}

/** Another confirmation for the same customer is still being worked on. */
export class OpenElsewhere extends Error {
  override readonly name = 'OpenElsewhere';
}

export interface ConfirmationStore {
  /**
   * Writes confirmations as `recorded`, or as `collected` where a member is to release them, each with its line in the
   * audit trail. Returns the ids of those written: one is skipped where its form was sent before, or another confirmation
   * for the customer is being worked on.
   */
  record(confirmations: readonly NewConfirmation[]): Promise<ReadonlySet<string>>;
  find(id: string): Promise<Confirmation | undefined>;
  findByForm(formId: string): Promise<Confirmation | undefined>;
  /** The confirmation for a customer still being worked on. */
  findOpen(customerId: string, type: AgreementType): Promise<Confirmation | undefined>;
  /** Which of these customers have a confirmation still being worked on. */
  openAmong(customerIds: readonly string[], type: AgreementType): Promise<ReadonlySet<string>>;
  /** How the latest confirmation of each of these customers ended, where it was refused or got no clear answer. */
  failuresAmong(
    customerIds: readonly string[],
    type: AgreementType,
  ): Promise<ReadonlyMap<string, Exclude<Outcome, { kind: 'confirmed' }>>>;
  /** The customer's latest confirmation in any state. */
  findLatest(customerId: string, type: AgreementType): Promise<Confirmation | undefined>;
  /** The latest details for a customer that wait for a member to release them. */
  findCollected(customerId: string, type: AgreementType): Promise<Confirmation | undefined>;
  /**
   * `collected` becomes `recorded`, made by the member who releases it; false when it is not `collected` any more. Throws
   * OpenElsewhere, and spoils the transaction, when another confirmation for the customer is being worked on.
   */
  release(
    id: string,
    release: { by: Person; place: CardPlace; language: Language; at: Date },
  ): Promise<boolean>;
  /** Notes that the outcome of an open confirmation must not replace this message, in case it held the form. */
  leavePlace(id: string, message: { conversationId: string; activityId: string }): Promise<void>;
  /** The latest of a customer's confirmations that Partner Center took from the bot, settled after `since`. */
  latestTaken(customerId: string, type: AgreementType, since: Date): Promise<TakenConfirmation | undefined>;
  /**
   * How many other confirmations that say the same about the customer Partner Center took from the bot. One whose contact
   * was erased counts where day and initials are the same.
   */
  countTakenLike(
    confirmation: Pick<Confirmation, 'id' | 'customerId' | 'agreementType' | 'acceptedOn'> & {
      contact: Contact;
    },
  ): Promise<number>;
  /**
   * Whether Partner Center took a confirmation of another customer from the bot after `since`, and after every answer that
   * the account may not do this for another customer, whose confirmation is still open.
   */
  takesOfOthers(customerId: string, since: Date): Promise<boolean>;
  /** A customer's settled confirmations, latest first. */
  past(customerId: string, type: AgreementType, limit: number): Promise<PastConfirmation[]>;
  /** An open confirmation to work on at `at`, or when it will be due (see `overdue`); undefined when settled or unknown. */
  findDue(
    id: string,
    at: Date,
  ): Promise<
    /** `mayHaveLostCommits`: the server has begun another history since the confirmation was recorded or last sent. */
    | { kind: 'due'; confirmation: Confirmation; mayHaveLostCommits: boolean; isFilingPaused: boolean }
    | { kind: 'not-yet'; dueAt: Date; importId: string | undefined }
    | undefined
  >;
  /**
   * Takes a due confirmation for one POST: state `sending`, when `attempts` is still what the caller read; false otherwise.
   * It is the caller's alone for `forMs`, 40 seconds if not said; a process that dies leaves it to the others then. `at`
   * becomes `firstAttemptAt` if there is none yet, and the instant of the POST.
   */
  beginAttempt(
    id: string,
    attempt: { attempts: number; identicalBefore: number; at: Date; forMs?: number },
  ): Promise<boolean>;
  /** Puts an open confirmation back to wait for its next try; false when it does not count `held` attempts any more. */
  planRetry(
    id: string,
    retry: {
      held: number;
      state: 'recorded' | 'unclear';
      attempts: number;
      firstAttemptAt: Date;
      post: Confirmation['post'];
      /** Null when absent. */
      deniedAt?: Date | null;
      nextAttemptAt: Date;
    },
  ): Promise<boolean>;
  /** Settles an open confirmation; false when it was settled already or does not count `held` attempts any more. */
  settle(id: string, end: { outcome: Outcome; held: number; at: Date }): Promise<boolean>;
  /**
   * Open confirmations whose next try is overdue, oldest first: their job may be lost. A confirmation is due when recorded, at
   * its `nextAttemptAt` while waiting, and 40 seconds after `beginAttempt`. Those of imports are left out.
   */
  overdue(before: Date): Promise<string[]>;
  /** The open confirmation that has been due for the longest, those of imports too; undefined when none is due. */
  longestDue(at: Date): Promise<string | undefined>;
}
