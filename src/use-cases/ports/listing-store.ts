import type { ListedCustomer } from '../../domain/customers/customer.ts';
import type { ListingDoubt } from '../../domain/customers/listing.ts';

/** Partner Center's list of customers, and whether the bot believes it. */
export interface ListingStore {
  /**
   * Adds new customers, renames changed ones, brings back those that had left; says which ids are new. Those of national
   * clouds are `exempt`, unless they were confirmed before.
   */
  saveListed(customers: readonly ListedCustomer[], at: Date): Promise<string[]>;
  /** How many customers that have not left were in no listing since this instant. */
  countUnlisted(since: Date): Promise<number>;
  /** Marks customers as left that were not in the listing that began at `listedSince`; returns how many. */
  markLeft(listedSince: Date): Promise<number>;
  /** The list that is not believed yet; undefined when there is none. */
  listingDoubt(): Promise<ListingDoubt | undefined>;
  /** Keeps a doubt in place of the one before; undefined removes it. */
  doubtListing(doubt: ListingDoubt | undefined): Promise<void>;
  /** Keeps when customers and agreements were read with nothing missing; ignores an earlier time than the one kept. */
  noteGoodSync(at: Date): Promise<void>;
}
