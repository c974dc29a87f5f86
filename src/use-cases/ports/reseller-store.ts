import type { Reseller } from '../../domain/customers/customer.ts';
import type { ListingDoubt } from '../../domain/customers/listing.ts';

/** Through whom a provider sells to whom. */
export interface ResellerStore {
  /** By name; empty for a partner that has none. */
  resellers(): Promise<Reseller[]>;
  /** Those whose name has what was typed in it, by name; nothing typed finds the first ones. */
  searchResellers(text: string, limit: number): Promise<Reseller[]>;
  findReseller(id: string): Promise<Reseller | undefined>;
  /** Adds new ones and renames changed ones. */
  saveResellers(resellers: readonly Reseller[]): Promise<void>;
  /** These customers, as far as they are known, buy through this reseller. */
  markResold(resellerId: string, customerIds: readonly string[], at: Date): Promise<void>;
  /** How many customers are known as a reseller's; with `seenBefore` those of them whom its list lacked since. */
  countResold(resellerId: string, seenBefore?: Date): Promise<number>;
  /** Who was not seen since `before` among a reseller's customers is none of them any more; says how many. */
  forgetResold(resellerId: string, before: Date): Promise<number>;
  /** The list of a reseller's customers that is not believed yet; undefined when there is none. */
  resellerDoubt(resellerId: string): Promise<ListingDoubt | undefined>;
  /** Keeps a doubt in place of the one before; undefined: there is none any more. */
  doubtReseller(resellerId: string, doubt: ListingDoubt | undefined): Promise<void>;
}
