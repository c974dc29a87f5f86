import { z } from 'zod';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { ME, NOBODY, viewData, type ListView } from './list-view.ts';
import type { Viewer } from './assignment.ts';
import { userText } from '../kit/user-text.ts';

/** After how many days the quick filter for long waits shows a customer. */
const LONG_WAIT_DAYS = 30;

/** The filters that one press sets or takes off. */
export const QUICK_FILTERS = ['mine', 'nobodys', 'long'] as const;
export type QuickFilter = (typeof QUICK_FILTERS)[number];
export type QuickCounts = Partial<Record<QuickFilter, number>>;

interface Input {
  view: ListView;
  viewer?: Viewer | undefined;
  counts: QuickCounts;
}

export const quickButton = z.object({
  title: z.string(),
  data: z.record(z.string(), z.union([userText, z.number(), z.boolean()])),
});

/** Returns a view with a quick filter set; `me`: the person that « mine » means. */
export function withQuickFilter(view: ListView, filter: QuickFilter, me: string): ListView {
  const first = { ...view, page: 1 };
  if (filter === 'long') return { ...first, waiting: LONG_WAIT_DAYS };
  return { ...first, assignee: filter === 'mine' ? me : NOBODY };
}

/** Returns whether a view has a quick filter set. */
function hasQuickFilter({ assignee, waiting }: ListView, filter: QuickFilter, me?: string): boolean {
  if (filter === 'long') return waiting === LONG_WAIT_DAYS;
  return filter === 'mine' ? assignee !== undefined && assignee === me : assignee === NOBODY;
}

/**
 * The quick filters as buttons, each with the number of customers it leaves. A filter that is set takes itself off. Where
 * others read the card, « mine » has no number: it means another person for each reader.
 */
export function quickFilters(
  cards: Cards,
  language: Language,
  { view, viewer, counts }: Input,
): z.input<typeof quickButton>[] {
  return QUICK_FILTERS.flatMap((filter) => {
    const count = counts[filter];
    if (count === undefined) return [];
    const isSet = hasQuickFilter(view, filter, viewer?.id);
    const isEveryones = filter === 'mine' && viewer?.isAlone !== true;
    const name = cards.phrase(language, `unconfirmed.quick-${filter}`, { days: LONG_WAIT_DAYS });
    const title = isEveryones ? name : cards.phrase(language, 'unconfirmed.counted', { name, count });
    const off =
      filter === 'long'
        ? { ...view, page: 1, waiting: undefined }
        : { ...view, page: 1, assignee: undefined };
    return [
      {
        title: isSet ? `✓ ${title}` : title,
        data: viewData(isSet ? off : withQuickFilter(view, filter, ME)),
      },
    ];
  });
}
