import type { AgreementType } from '../../domain/confirming/agreement.ts';
import type { Purpose } from '../../domain/conversations/appointment.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { Contact } from '../../domain/confirming/contact.ts';
import type { CustomerFilter } from '../../domain/customers/customer-filter.ts';
import type {
  CardPlace,
  Confirmation,
  Outcome,
  PastConfirmation,
} from '../../domain/confirming/confirmation.ts';
import type { Refusal } from '../../domain/confirming/refusal.ts';
import type { Conversation, Reachability } from '../../domain/conversations/conversation.ts';
import type { Language } from '../../domain/language.ts';
import type { AcceptancesValidFrom } from '../../domain/customers/renewal.ts';
import type { Customer, CustomerRecord, Person } from '../../domain/customers/customer.ts';
import type { AskStore } from './ask-store.ts';
import type { AssigneeStore } from './assignee-store.ts';
import type { AuditStore } from './audit-store.ts';
import type { ContactStore } from './contact-store.ts';
import type { CustomerCounts } from './customer-counts.ts';
import type { DeliveryStore } from './delivery-store.ts';
import type { FaqStore } from './faq-store.ts';
import type { FilingPauseStore } from './filing-pause-store.ts';
import type { FileOfferStore, ImportStore } from './import-store.ts';
import type { Job, JobSender } from './jobs.ts';
import type { ListingStore } from './listing-store.ts';
import type { QuestionStore } from './question-store.ts';
import type { ReminderStore } from './reminder-store.ts';
import type { ResellerStore } from './reseller-store.ts';
import type { ScopeStore } from './scope-store.ts';

export interface CustomerStore extends ResellerStore, CustomerCounts, ListingStore {
  find(id: string): Promise<Customer | undefined>;
  /** Like `find`, and one that has left the partner as well: for what was said of it before. */
  findEvenIfLeft(id: string): Promise<Customer | undefined>;
  /** Customers whose name has a word beginning with each word typed, or whose domain begins so; best match first. */
  search(text: string, limit: number): Promise<Customer[]>;
  /** Every customer whose id, domain or exact name is among the keys, whatever their case and accents. */
  meantBy(keys: readonly string[]): Promise<Customer[]>;
  /** Unconfirmed customers: those not yet asked before the others, and those waiting longest first. */
  unconfirmed(page: { offset: number; limit: number }, filter?: CustomerFilter): Promise<Customer[]>;
  /** Every customer, those that left as well, with an id above `after`, in the order of ids. */
  page(after: string, limit: number): Promise<CustomerRecord[]>;
  /**
   * Who to read next: those that a person asked to accept and whose reading is older than `askedBefore` (half of the
   * answer at most, so that many of them keep no other waiting), then those
   * never read, then unconfirmed by age of the reading; confirmed ones, and those of whom a reading told nothing, only
   * when older than `confirmedBefore`.
   */
  toRead(
    limit: number,
    unconfirmedBefore: Date,
    confirmedBefore: Date,
    askedBefore?: Date,
  ): Promise<string[]>;
  /** Takes the right to read one customer now at a person's press; false where that was done since `since`. */
  beginCheck(id: string, at: Date, since: Date): Promise<boolean>;
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
  /** `outdated`: the day of its latest acceptance, which no longer counts. */
  markUnconfirmed(id: string, at: Date, outdated?: CalendarDate): Promise<void>;
  /**
   * From now on states are about this agreement; true where they were about another. No customer counts as confirmed then, and
   * all are to be read anew; the unconfirmed stay so until they are, for saying that none is left would be worse.
   */
  statesAreOf(type: AgreementType): Promise<boolean>;
  /**
   * From now on only acceptances of this day and later count; those of direct acceptances have no day, and do. Returns of how
   * many customers that changed the state. Who is unconfirmed by it waits since `at`, and is read again soon, for a
   * direct acceptance may stand beside. Must follow `statesAreOf`.
   */
  acceptancesCountFrom(validFrom: AcceptancesValidFrom, at: Date): Promise<number>;
  /**
   * Was asked about and told nothing that counts: what we know stays, until the next reading. `why`: Partner Center's
   * refusal, which the customer's card shows until a reading succeeds.
   */
  markRefused(id: string, at: Date, why?: Refusal): Promise<void>;
  /**
   * Assigns a customer, or unassigns it. With `from` (an id; null: unassigned) only when it is still so; false
   * when it is not.
   */
  assign(id: string, assignee: Person | null, from?: string | null): Promise<boolean>;
}

export type NewConfirmation = Omit<
  Confirmation,
  'state' | 'attempts' | 'firstAttemptAt' | 'post' | 'identicalBefore' | 'outcome' | 'contact' | 'collected'
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
   * audit trail. Gives back the ids of those written: where the form was sent before, or another confirmation for the
   * customer is being worked on, nothing is.
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
  /** The latest of a customer's confirmations that Partner Center took from the bot, settled after `since`. */
  latestTaken(customerId: string, type: AgreementType, since: Date): Promise<TakenConfirmation | undefined>;
  /**
   * How many other confirmations of its customer that say the same Partner Center took from the bot. One whose contact was
   * erased counts where day and initials are the same.
   */
  countTakenLike(
    confirmation: Pick<Confirmation, 'id' | 'customerId' | 'agreementType' | 'acceptedOn'> & {
      contact: Contact;
    },
  ): Promise<number>;
  /** A customer's settled confirmations, latest first. */
  past(customerId: string, type: AgreementType, limit: number): Promise<PastConfirmation[]>;
  /** An open confirmation to work on at `at`, or when it will be due (see `overdue`); undefined when settled or unknown. */
  findDue(
    id: string,
    at: Date,
  ): Promise<
    /** `mayHaveLostCommits`: the server has begun another history since the confirmation was recorded or last sent. */
    | { kind: 'due'; confirmation: Confirmation; mayHaveLostCommits: boolean }
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

export interface ConversationStore {
  /** True for the first caller since the bot came (again) to this conversation: it greets. `markReachability(false)` resets. */
  claimWelcome(id: string, at: Date): Promise<boolean>;
  /**
   * Inserts or updates by id; language and time zone of an existing row stay unless it has none. Heals reachability. Gives
   * what is kept.
   */
  remember(conversation: Conversation): Promise<Conversation>;
  find(id: string): Promise<Conversation | undefined>;
  /** Those of these ids that there are. */
  among(ids: readonly string[]): Promise<Conversation[]>;
  /** The conversation of this id, else one of this name, whatever its case; a reachable one first. */
  named(nameOrId: string): Promise<Conversation | undefined>;
  /** Sets a conversation apart for a purpose. */
  appoint(purpose: Purpose, id: string, by: Person, at: Date): Promise<void>;
  /** Takes that back; false where it was not set apart. */
  dismiss(purpose: Purpose, id: string): Promise<boolean>;
  /** Those set apart for a purpose, in the order of ids. */
  appointed(purpose: Purpose): Promise<Conversation[]>;
  setLanguage(id: string, language: Conversation['language']): Promise<void>;
  markReachability(id: string, reachability: Reachability): Promise<void>;
  /** Marks conversations reachable; writes nothing where they are. */
  heal(ids: readonly string[]): Promise<void>;
  list(): Promise<Conversation[]>;
  /** A page in the order of ids, after one of them. */
  page(afterId: string | null, limit: number): Promise<Conversation[]>;
  /** A person's own chat; a reachable one first. */
  personal(personId: string, tenantId: string): Promise<Conversation | undefined>;
  /** The reachable chats of these people, whatever the case of their ids. */
  personalOf(personIds: readonly string[]): Promise<Conversation[]>;
  /** The channel in which a team wants to hear the bot; undefined where none was picked. */
  homeOf(teamId: string): Promise<Conversation | undefined>;
  /** Makes a channel the home of its team, in place of another; null leaves the team without. */
  setHome(teamId: string, channelId: string | null): Promise<void>;
  /** Some reachable conversation of a tenant. */
  someOf(tenantId: string): Promise<Conversation | undefined>;
}

/** All stores and the job sender over one connection or one transaction. */
export interface Stores {
  customers: CustomerStore;
  scopes: ScopeStore;
  confirmations: ConfirmationStore;
  filingPause: FilingPauseStore;
  contacts: ContactStore;
  conversations: ConversationStore;
  reminders: ReminderStore;
  deliveries: DeliveryStore;
  audit: AuditStore;
  faq: FaqStore;
  questions: QuestionStore;
  assignees: AssigneeStore;
  asks: AskStore;
  imports: ImportStore;
  fileOffers: FileOfferStore;
  jobs: JobSender;
}

/** The database: stores for single confirmations, and transactions for what must happen together or not at all. */
export interface Database extends Stores {
  /**
   * Rolls back and rethrows when the work throws. Throws AppError `database-unavailable` when it cannot be reached, and
   * `outcome-unknown` when it did not say whether it committed.
   */
  transaction<Result>(work: (stores: Stores) => Promise<Result>): Promise<Result>;
  /**
   * `confirmations.record` for one confirmation, and the job that goes on with it, in one transaction that confirmations of
   * the same moment share. False when nothing was written. Throws like `transaction`, and AppError `record-held` when
   * other work holds what stands in the way.
   */
  recordWithJob(confirmation: NewConfirmation, job: Job): Promise<boolean>;
}
