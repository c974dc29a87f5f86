import type { AgreementType } from '../../domain/confirming/agreement.ts';
import type { Refusal } from '../../domain/confirming/refusal.ts';
import type { CustomerFilter, CustomerOrder } from '../../domain/customers/customer-filter.ts';
import type { Customer, CustomerRecord, Person } from '../../domain/customers/customer.ts';
import type { AcceptancesValidFrom } from '../../domain/customers/renewal.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { CustomerCounts } from './customer-counts.ts';
import type { ListingStore } from './listing-store.ts';
import type { ResellerStore } from './reseller-store.ts';

export interface CustomerStore extends ResellerStore, CustomerCounts, ListingStore {
  find(id: string): Promise<Customer | undefined>;
  /** As `find`, also for a customer that has left: for what was said about it before. */
  findEvenIfLeft(id: string): Promise<Customer | undefined>;
  /**
   * Customers whose name has a word beginning with each word typed, or whose domain begins like this; best match first. With
   * `forgives`, where none fits, those with one typing mistake in a word.
   */
  search(text: string, limit: number, how?: { forgives: boolean }): Promise<Customer[]>;
  /** Every customer whose id, domain or exact name is among the keys, whatever their case and accents. */
  meantBy(keys: readonly string[]): Promise<Customer[]>;
  /** Unconfirmed customers: those not yet asked before the others, and those waiting longest first; or in another order. */
  unconfirmed(
    page: { offset: number; limit: number },
    filter?: CustomerFilter,
    order?: CustomerOrder,
  ): Promise<Customer[]>;
  /**
   * The unconfirmed customer that follows another one in the list that a filter and an order make, wherever that one is by
   * now; the first one after the last. Without those that are paused or whose confirmation is on its way; `unasked`: without those that a
   * member asked. Undefined when there is no other.
   */
  nextUnconfirmed(
    id: string,
    list: { filter: CustomerFilter; order: CustomerOrder; type: AgreementType; unasked: boolean },
  ): Promise<Customer | undefined>;
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
  /** Claims the check of one customer for a person's press; false where another press claimed it since `since`. */
  beginCheck(id: string, at: Date, since: Date): Promise<boolean>;
  /**
   * Marks a customer confirmed. A reading that says no more than is known only renews `checkedAt`: who confirmed and by
   * which route stays. A reading from before the latest confirmation changes nothing. Only a direct acceptance has no date.
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
   * Makes the states be about this agreement; true where they were about another. Then no customer counts as confirmed, and
   * all are to be read anew. Unconfirmed ones stay so until then, for saying that none is left would be worse.
   */
  statesAreOf(type: AgreementType): Promise<boolean>;
  /**
   * Lets only acceptances of this day and later count; direct ones have no day, and always count. Returns how many
   * customers changed their state. Those that become unconfirmed wait since `at`, and are read again soon, for they may
   * also have a direct acceptance. Must follow `statesAreOf`.
   */
  acceptancesCountFrom(validFrom: AcceptancesValidFrom, at: Date): Promise<number>;
  /**
   * Notes that Partner Center told nothing of a customer: what is known stays until the next reading. `why`: Partner
   * Center's refusal, which the customer's card shows until a reading succeeds.
   */
  markRefused(id: string, at: Date, why?: Refusal): Promise<void>;
  /** Some other customer: one that was read lately where there is one. */
  otherThan(id: string): Promise<string | undefined>;
  /**
   * Assigns a customer, or unassigns it. With `from` (an id; null: unassigned) only when it is still so; false
   * when it is not.
   */
  assign(id: string, assignee: Person | null, from?: string | null): Promise<boolean>;
}
