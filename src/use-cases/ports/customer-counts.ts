import type { Breakdown } from '../../domain/customers/breakdown.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { CustomerFilter } from '../../domain/customers/customer-filter.ts';
import type { Figures } from '../../domain/customers/customer.ts';
import type { DayFigures } from '../../domain/customers/trend.ts';

/** Numbers over the customers, quick however many there are. */
export interface CustomerCounts {
  /**
   * `waitingBefore`, `needsAttention`, `hasCollected` and `toRenew` narrow the unconfirmed ones and leave the others out.
   */
  figures(filter?: CustomerFilter): Promise<Figures>;
  /** How many unconfirmed customers a filter lets through; counts to `most` and no further. */
  countUnconfirmed(filter: CustomerFilter, most: number): Promise<number>;
  /** The resellers with the most unconfirmed customers. */
  byReseller(limit: number): Promise<Breakdown>;
  /** The people with the most unconfirmed customers. */
  byAssignee(limit: number, filter?: Pick<CustomerFilter, 'resellerId'>): Promise<Breakdown>;
  /** Sums the kept counts up, so that counting stays quick; changes no number. */
  foldCounts(): Promise<void>;
  /** Writes down today's numbers (UTC), and how many were confirmed on earlier days since the first one noted. */
  noteDay(now: Date): Promise<void>;
  /** The figures noted from a day on. */
  days(from: CalendarDate): Promise<DayFigures[]>;
}
