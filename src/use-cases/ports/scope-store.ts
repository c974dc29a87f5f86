import type { Customer } from '../../domain/customers/customer.ts';
import type { EscalationGroup } from '../../domain/reminding/escalation.ts';
import type { Scope } from '../../domain/reminding/scope.ts';

/** The numbers a digest is decided by. `total` counts as `Figures` do, without those that are paused. */
export interface ScopeCounts {
  unconfirmed: number;
  total: number;
  /** Unconfirmed customers that reminders leave out for a while; they count nowhere else. */
  paused: number;
}

/**
 * What digests need to know of the customers of many scopes; each question costs a few statements however many. Customers
 * that are paused are in none of the answers.
 */
export interface ScopeStore {
  /** By the scope's key; a scope with no customers has zeros. */
  counts(keys: readonly string[]): Promise<Map<string, ScopeCounts>>;
  /** Since when the scope's oldest unconfirmed customer waits. */
  oldestWaiting(scope: Scope): Promise<Date | null>;
  /** How many of the scope's unconfirmed customers wait only since after an instant. */
  newSince(scope: Scope, at: Date): Promise<number>;
  /**
   * The most urgent unconfirmed customers of a scope: first those assigned to the reader (without a reader: to any person),
   * then those waiting longest.
   */
  mostUrgent(scope: Scope, readerId: string | null, limit: number): Promise<Customer[]>;
  /** A reseller's name; null for an unknown one. */
  resellerName(id: string): Promise<string | null>;
  /**
   * Unconfirmed customers waiting since before an instant, gathered by whose they are: a reseller's by the team whose
   * reminder is about that reseller, then the assignee's, then none. The largest groups, and the number of all.
   */
  waitingLong(waitingBefore: Date, groups: number): Promise<{ customers: number; groups: EscalationGroup[] }>;
}
