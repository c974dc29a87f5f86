import type { ListedCustomer } from '../../domain/customers/customer.ts';
import type { ListingDoubt } from '../../domain/customers/listing.ts';

/** What Partner Center's list of customers says of who is there. */
export interface ListingStore {
  /**
   * Adds new customers, renames changed ones, brings back those that had left; says which ids are new. Those of national
   * clouds are `exempt`, unless they were confirmed before.
   */
  saveListed(customers: readonly ListedCustomer[], at: Date): Promise<string[]>;
  /** How many that have not left were not seen in a listing since this instant. */
  countUnlisted(since: Date): Promise<number>;
  /** Everyone not seen in the listing that began at `listedSince` has left the partner; says how many. */
  markLeft(listedSince: Date): Promise<number>;
  /** The list that is not believed yet; undefined when there is none. */
  listingDoubt(): Promise<ListingDoubt | undefined>;
  /** Keeps a doubt in place of the one before; undefined: there is none any more. */
  doubtListing(doubt: ListingDoubt | undefined): Promise<void>;
  /** Keeps when customers and agreements were read with nothing missing; an earlier time than the one kept is passed over. */
  noteGoodSync(at: Date): Promise<void>;
}
