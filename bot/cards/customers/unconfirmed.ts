import { z } from 'zod';
import type { Person, Reseller } from '../../../src/domain/customers/customer.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { isNarrowed, viewData, type ListView } from './list-view.ts';
import type { Viewer } from './assignment.ts';
import { customerRow, rowOf, sideBySide, type WaitingCustomer } from './customer-row.ts';
import { aboutLine, type About } from './digest-about.ts';
import { quickButton, quickFilters, type QuickCounts } from './quick-filters.ts';
import { signBefore } from '../kit/signs.ts';
import { userText } from '../kit/user-text.ts';
import { filterChoices, filterInputs, filterLine } from './unconfirmed-filters.ts';
import type { Card } from '../../teams/card.ts';

/** Rows on one page. */
export const UNCONFIRMED_PAGE_SIZE = 10;

export interface UnconfirmedInput {
  /** The view to show; its page exists. */
  view: ListView;
  pages: number;
  /** Unconfirmed customers on all pages together. */
  total: number;
  /** Why a list without filters is empty: there are no customers, or not all were read. Absent when all are confirmed. */
  none?: 'nobody' | 'reading' | undefined;
  /** Whether there are more than `total`: not all were counted. */
  isMore?: boolean;
  /** Whether nothing fits the search as it was typed, and these customers have similar names. */
  isNear?: boolean;
  /** How many customers each quick filter would leave. A filter without a number is not offered. */
  quick?: QuickCounts;
  /** Whose customers the conversation is about; everyone's when not said. */
  about?: About | undefined;
  /** This page's customers, those waiting longest first. */
  customers: readonly WaitingCustomer[];
  viewer?: Viewer | undefined;
  /** The one person whose customers, and the one reseller whose customers, the list is narrowed to. */
  assignee?: Person | undefined;
  reseller?: Reseller | undefined;
  /**
   * The people and resellers to choose from: people with most customers first, resellers by name, a first few where the
   * client types ahead.
   */
  people?: readonly Person[];
  resellers?: readonly Reseller[];
  hasTypeAhead?: boolean;
  /** What has just happened, as a finished text. */
  note?: string | undefined;
  now: Date;
  /** Whether the list is offered as a file: Teams hands files over in personal chats only. */
  canExport?: boolean;
}

const buttonData = z.record(z.string(), z.union([userText, z.number(), z.boolean()]));

const unconfirmedData = z.object({
  total: z.int().nonnegative(),
  title: z.string(),
  tone: z.enum(['warning', 'good', 'emphasis']),
  sign: signBefore,
  line: z.string(),
  about: z.string().optional(),
  note: z.string().optional(),
  export: z.boolean(),
  page: z.int().positive(),
  pages: z.int().positive(),
  range: z.string(),
  previous: buttonData,
  next: buttonData,
  list: buttonData,
  everything: buttonData,
  apply: buttonData,
  searched: buttonData,
  search: userText,
  quick: z.array(quickButton),
  isFiltered: z.boolean(),
  canFilter: z.boolean(),
  fromDigest: z.boolean(),
  inputs: filterInputs,
  rows: z.array(customerRow).max(UNCONFIRMED_PAGE_SIZE),
});

/** One page of the customers still unconfirmed, or the glad news that there are none. */
export function unconfirmedCard(cards: Cards, language: Language, input: UnconfirmedInput): Card {
  const { view, pages, total, customers, note, now, viewer } = input;
  const isFiltered = isNarrowed(view);
  const { attention, collected, renew, everyone, fromDigest } = view;
  // No input holds these, so the button carries them.
  const unsaid = viewData({ page: 1, attention, collected, renew, everyone, fromDigest });
  const data = unconfirmedData.parse({
    ...heading(cards, language, input, isFiltered),
    about: aboutLine(cards, language, input.about),
    total,
    note,
    page: view.page,
    pages,
    range: rangeOf(cards, language, input),
    previous: viewData({ ...view, page: Math.max(1, view.page - 1) }),
    next: viewData({ ...view, page: Math.min(pages, view.page + 1) }),
    list: viewData(view),
    everything: viewData({ page: 1, fromDigest }),
    apply: unsaid,
    searched: unsaid,
    search: view.name ?? '',
    quick: quickFilters(cards, language, { view, viewer, counts: input.quick ?? {} }),
    isFiltered,
    canFilter: isFiltered || total > 1,
    fromDigest: fromDigest === true,
    inputs: filterChoices(cards, language, input),
    rows: customers.map((customer) => rowOf(cards, language, customer, now, viewer, customers)),
    export: input.canExport ?? false,
  });
  return cards.render('unconfirmed', language, data);
}

/** Which of how many are on the page: « 1–10 of 412 ». */
function rangeOf(
  cards: Cards,
  language: Language,
  { view, customers, total, isMore }: UnconfirmedInput,
): string {
  const from = (view.page - 1) * UNCONFIRMED_PAGE_SIZE + 1;
  const key = total === 0 ? 'unconfirmed.rangeNone' : isMore ? 'unconfirmed.rangeMore' : 'unconfirmed.range';
  return cards.phrase(language, key, { from, to: from + Math.max(1, customers.length) - 1, total });
}

const NAME_OF_NONE = { nobody: 'Nobody', reading: 'Reading', confirmed: 'None' } as const;

const ORDERS = {
  waiting: 'unconfirmed.order',
  name: 'unconfirmed.order-name',
  assignee: 'unconfirmed.order-assignee',
} as const;

function heading(cards: Cards, language: Language, input: UnconfirmedInput, isFiltered: boolean) {
  const { total, isMore, isNear, none, view } = input;
  const filters = isFiltered ? filterLine(cards, language, input) : '';
  if (total > 0) {
    const key = isMore ? 'unconfirmed.titleMore' : 'unconfirmed.title';
    const order = cards.phrase(language, ORDERS[view.sort ?? 'waiting']);
    const near = isNear ? cards.phrase(language, 'unconfirmed.near') : undefined;
    const title = cards.phrase(language, key, { total });
    return { title, tone: 'warning', sign: '⏳', line: sideBySide(filters, near, order) };
  }
  const name = isFiltered ? 'NoMatch' : NAME_OF_NONE[none ?? 'confirmed'];
  return {
    title: cards.phrase(language, `unconfirmed.title${name}`),
    tone: name === 'None' ? 'good' : 'emphasis',
    sign: name === 'None' ? '✅' : undefined,
    line: sideBySide(filters, cards.phrase(language, `unconfirmed.text${name}`)),
  };
}
