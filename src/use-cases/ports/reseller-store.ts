import type { Reseller } from '../../domain/customers/customer.ts';
import type { ListingDoubt } from '../../domain/customers/listing.ts';

/** A provider's resellers, and which customers each has. */
export interface ResellerStore {
  /** By name; empty for a partner that has none. */
  resellers(): Promise<Reseller[]>;
  /** Resellers whose name holds the typed text, by name; without a text the first ones. */
  searchResellers(text: string, limit: number): Promise<Reseller[]>;
  findReseller(id: string): Promise<Reseller | undefined>;
  /** Adds new ones and renames changed ones. */
  saveResellers(resellers: readonly Reseller[]): Promise<void>;
  /** Notes that these customers, where known, buy through this reseller. */
  markResold(resellerId: string, customerIds: readonly string[], at: Date): Promise<void>;
  /** How many customers are known as a reseller's; with `seenBefore`, how many of them its list has lacked since. */
  countResold(resellerId: string, seenBefore?: Date): Promise<number>;
  /** Takes customers off a reseller that its list has lacked since `before`; returns how many. */
  forgetResold(resellerId: string, before: Date): Promise<number>;
  /** The list of a reseller's customers that is not believed yet; undefined when there is none. */
  resellerDoubt(resellerId: string): Promise<ListingDoubt | undefined>;
  /** Keeps a doubt in place of the one before; undefined removes it. */
  doubtReseller(resellerId: string, doubt: ListingDoubt | undefined): Promise<void>;
}
