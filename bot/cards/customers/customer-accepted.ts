import type { Card } from '../../teams/card.ts';
import type { Ask } from '../../../src/domain/customers/ask.ts';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { recentDayAt } from '../kit/dates.ts';
import { customerCard } from './customer.ts';

/** The customer's card with the news for the person who asked it: it is confirmed. */
export function customerAcceptedCard(
  cards: Cards,
  language: Language,
  { customer, ask, now }: { customer: Customer; ask: Ask; now: Date },
): Card {
  const note = cards.phrase(language, 'ask-customer.accepted', {
    customer: customer.name,
    askedBy: ask.by.name || cards.say(language, 'common.someone'),
    askedOn: recentDayAt(language, ask.at, { now }),
  });
  return customerCard(cards, language, { customer, note, now });
}
