import { z } from 'zod';
import type { CalendarDate } from '../../../src/domain/time/calendar-date.ts';
import type { Digest } from '../../../src/domain/reminding/delivery.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { capitalised } from '../kit/capitalised.ts';
import { weekdayOf } from '../kit/dates.ts';
import type { Card } from '../../teams/card.ts';

export interface DigestReplacedInput {
  digest: Pick<Digest, 'unconfirmed' | 'total'>;
  /** The local day it was for. */
  period: CalendarDate;
  /** To the digest that took its place, where there is a way. */
  link?: string | undefined;
}

const replacedData = z.object({
  unconfirmed: z.int().nonnegative(),
  total: z.int().nonnegative(),
  day: z.string(),
  link: z.url({ protocol: /^https$/ }).optional(),
});

/** What is left of a reminder once a newer one is there: its figures in one line, no buttons that would be stale. */
export function digestReplacedCard(
  cards: Cards,
  language: Language,
  { digest, period, link }: DigestReplacedInput,
): Card {
  const { unconfirmed, total } = digest;
  const data = { unconfirmed, total, day: capitalised(language, weekdayOf(language, period)), link };
  return cards.render('digest-replaced', language, replacedData.parse(data));
}
