import { z } from 'zod';
import type { Language } from '../../../src/domain/language.ts';
import type { TrendWeek } from '../../../src/domain/customers/trend.ts';
import type { Cards } from './cards.ts';
import { shortDay } from './dates.ts';

export const trendChart = z.object({
  sentence: z.string(),
  weeks: z.array(z.object({ week: z.string(), line: z.string() })),
});

/** The last weeks as one sentence, and week by week in text; undefined where there is only one. */
export function trendOf(
  cards: Cards,
  language: Language,
  weeks: readonly TrendWeek[],
): z.input<typeof trendChart> | undefined {
  if (weeks.length < 2) return undefined;
  return {
    sentence: cards.phrase(language, 'status.trend', {
      weeks: weeks.length,
      confirmed: weeks.reduce((sum, { confirmed }) => sum + confirmed, 0),
      now: weeks.at(-1)?.confirmed ?? 0,
    }),
    weeks: weeks.map(({ from, confirmed, left }) => ({
      week: cards.phrase(language, 'status.week', { day: shortDay(language, from) }),
      line:
        left === null
          ? cards.phrase(language, 'status.weekUnknown', { confirmed })
          : cards.phrase(language, 'status.weekLine', { confirmed, left }),
    })),
  };
}
