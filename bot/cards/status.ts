import type { Attachment } from 'botbuilder';
import { z } from 'zod';
import type { Figures } from '../../src/domain/customer.ts';
import type { Language } from '../../src/domain/language.ts';
import type { Cards } from '../cards.ts';
import { customerRow, rowOf, type WaitingCustomer } from './customer-row.ts';
import { chartSlices, inDigits, slicesOf } from './figures-chart.ts';

export interface StatusInput {
  figures: Omit<Figures, 'oldestWaitingSince'>;
  /** Those waiting longest, first; shown up to three. */
  oldest: readonly WaitingCustomer[];
  now: Date;
}

const OLDEST_LIMIT = 3;
const count = z.int().nonnegative();

const statusData = z.object({
  total: count,
  confirmed: count,
  unconfirmed: count,
  inProgress: count,
  unknown: count,
  read: count,
  figures: z.record(z.string(), z.string()),
  allDone: z.boolean(),
  slices: chartSlices,
  oldest: z.array(customerRow).max(OLDEST_LIMIT),
});

/** The figures of this place at a glance. `inProgress` customers are counted among the unconfirmed too. */
export function statusCard(cards: Cards, language: Language, input: StatusInput): Attachment {
  const { figures, oldest, now } = input;
  const data = statusData.parse({
    ...figures,
    read: figures.total - figures.unknown,
    figures: inDigits(figures),
    allDone: figures.total > 0 && figures.unconfirmed === 0 && figures.unknown === 0,
    slices: slicesOf(cards, language, {
      ...figures,
      unconfirmed: Math.max(0, figures.unconfirmed - figures.inProgress),
    }),
    oldest: oldest.slice(0, OLDEST_LIMIT).map((customer) => rowOf(cards, language, customer, now)),
  });
  return cards.render('status', language, data);
}
