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
  /** Like `find`, and one that has left the partner as well: for what was said of it before. */
  findEvenIfLeft(id: string): Promise<Customer | undefined>;
  /**
   * Customers whose name has a word beginning with each word typed, or whose domain begins so; best match first. One that
   * `forgives` gives those with one typing mistake in a word where no other fits.
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
  /** Some other customer: one that was read lately where there is one. */
  otherThan(id: string): Promise<string | undefined>;
  /**
   * Assigns a customer, or unassigns it. With `from` (an id; null: unassigned) only when it is still so; false
   * when it is not.
   */
  assign(id: string, assignee: Person | null, from?: string | null): Promise<boolean>;
}
