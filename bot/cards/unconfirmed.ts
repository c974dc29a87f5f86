import type { Attachment } from 'botbuilder';
import { z } from 'zod';
import type { Language } from '../../src/domain/language.ts';
import type { Cards } from '../cards.ts';
import { customerRow, rowOf, type WaitingCustomer } from './customer-row.ts';

/** Rows on one page. */
export const UNCONFIRMED_PAGE_SIZE = 10;

export interface UnconfirmedInput {
  /** From 1. */
  page: number;
  /** Unconfirmed customers on all pages together. */
  total: number;
  /** This page's customers, those waiting longest first. */
  customers: readonly WaitingCustomer[];
  now: Date;
  /** Whether the list can be had as a file, which Teams hands over in a chat of two alone. */
  canExport?: boolean;
}

const unconfirmedData = z.object({
  total: z.int().nonnegative(),
  export: z.boolean(),
  page: z.int().positive(),
  pages: z.int().positive(),
  previousPage: z.int(),
  nextPage: z.int(),
  rows: z.array(customerRow).max(UNCONFIRMED_PAGE_SIZE),
});

/** One page of the customers still unconfirmed, or the glad news that there are none. */
export function unconfirmedCard(cards: Cards, language: Language, input: UnconfirmedInput): Attachment {
  const { page, total, customers, now } = input;
  const data = unconfirmedData.parse({
    total,
    export: input.canExport ?? false,
    page,
    pages: Math.max(1, Math.ceil(total / UNCONFIRMED_PAGE_SIZE)),
    previousPage: page - 1,
    nextPage: page + 1,
    rows: customers.map((customer) => rowOf(cards, language, customer, now)),
  });
  return cards.render('unconfirmed', language, data);
}
