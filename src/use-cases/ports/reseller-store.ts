import type { Reseller } from '../../domain/customers/customer.ts';

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
  /** Who was not seen since `before` among a reseller's customers is none of them any more. */
  forgetResold(resellerId: string, before: Date): Promise<void>;
}
