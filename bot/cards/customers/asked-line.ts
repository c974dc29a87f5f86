import { daysBetween } from '../../../src/domain/time/calendar-date.ts';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';

/** Returns who asked a customer and how long ago, « Asked 3 days ago by Camille »; undefined where a person never did. */
export function askedLine(
  cards: Cards,
  language: Language,
  { asked }: Pick<Customer, 'asked'>,
  now: Date,
): string | undefined {
  if (!asked) return undefined;
  const askedBy = asked.by.name || cards.say(language, 'common.someone');
  return cards.phrase(language, 'common.askedAgo', { days: daysBetween(asked.at, now), askedBy });
}
