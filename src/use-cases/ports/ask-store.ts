import type { CustomerFilter } from '../../domain/customers/customer-filter.ts';
import type { Ask } from '../../domain/customers/ask.ts';

export type AskNoted =
  | 'noted'
  /** The same person pressed a moment ago. */
  | 'repeated'
  /** The customer is confirmed, exempt or gone: nothing was written. */
  | 'not-waiting';

export interface AskStore {
  /** How many unconfirmed customers of a filter were asked; the filter may name only an assignee or a reseller. */
  count(filter: CustomerFilter): Promise<number>;
  /** Notes that a person asked a customer that is not confirmed; the customer shows the latest of its askers. */
  note(ask: Ask): Promise<AskNoted>;
  /**
   * Takes the ask that waited longest of those whose customer is confirmed by now, for telling; undefined when there is
   * none. Never gives one to two callers.
   */
  claimAnswered(at: Date): Promise<Ask | undefined>;
  /** Says what became of a claimed ask; does nothing when it is not being told any more. */
  settle(ask: Ask, end: { state: 'told' | 'unknown' | 'unreachable'; at: Date }): Promise<void>;
  /** Puts back an ask that was surely not told, to be tried again from `notBefore` on. */
  postpone(ask: Ask, notBefore: Date): Promise<void>;
  /** Marks asks as perhaps told that a process was telling, before `before`, when it died; returns how many. */
  abandonTelling(before: Date): Promise<number>;
}
