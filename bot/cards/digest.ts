import type { Attachment } from 'botbuilder';
import { z } from 'zod';
import { daysBetween } from '../../src/domain/calendar-date.ts';
import type { Digest } from '../../src/domain/delivery.ts';
import type { Language } from '../../src/domain/language.ts';
import type { Cards } from '../cards.ts';
import { customerRow, rowOf, type WaitingCustomer } from './customer-row.ts';
import { chartSlices, inDigits, slicesOf } from './figures-chart.ts';

/** Customers named on one digest. */
export const DIGEST_CUSTOMER_LIMIT = 5;

export interface DigestInput {
  digest: Pick<Digest, 'unconfirmed' | 'total' | 'previousUnconfirmed'>;
  /** The customers named, most urgent first; shown up to five. */
  customers: readonly WaitingCustomer[];
  oldestWaitingSince: Date | null;
  now: Date;
}

const count = z.int().nonnegative();

const digestData = z.object({
  unconfirmed: z.int().positive(),
  total: count,
  figures: z.record(z.string(), z.string()),
  change: count,
  direction: z.enum(['first', 'fewer', 'more', 'same']),
  days: count.optional(),
  slices: chartSlices,
  rows: z.array(customerRow).max(DIGEST_CUSTOMER_LIMIT),
});

/** The reminder: how many of how many are left, the most urgent with a button each, and the way to the rest. */
export function digestCard(cards: Cards, language: Language, input: DigestInput): Attachment {
  const { digest, customers, oldestWaitingSince, now } = input;
  const { unconfirmed, total, previousUnconfirmed } = digest;
  const change = previousUnconfirmed === null ? 0 : unconfirmed - previousUnconfirmed;
  const data = digestData.parse({
    unconfirmed,
    total,
    figures: inDigits({ unconfirmed, total, others: total - unconfirmed }),
    change: Math.abs(change),
    direction: previousUnconfirmed === null ? 'first' : change < 0 ? 'fewer' : change > 0 ? 'more' : 'same',
    days: oldestWaitingSince ? daysBetween(oldestWaitingSince, now) : undefined,
    slices: slicesOf(cards, language, { unconfirmed, others: total - unconfirmed }),
    rows: customers.slice(0, DIGEST_CUSTOMER_LIMIT).map((customer) => rowOf(cards, language, customer, now)),
  });
  return cards.render('digest', language, data);
}
