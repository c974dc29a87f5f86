import { z } from 'zod';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { userText } from '../kit/user-text.ts';
import type { Card } from '../../teams/card.ts';
import { askedLine } from './asked-line.ts';
import { viewData, type ListView } from './list-view.ts';
import { wayOn, wayOnData } from './way-on.ts';

export interface CustomerAskedInput {
  customer: Pick<Customer, 'id' | 'name' | 'asked'>;
  /** Whether the person who asked is the only reader. */
  isAlone: boolean;
  /** The next customer to ask where the person looked. */
  next?: Pick<Customer, 'id' | 'name'> | undefined;
  /** The list or reminder to go back to. */
  list?: ListView | undefined;
  now: Date;
}

const askedData = z.object({
  customerId: userText,
  customer: userText,
  line: z.string().optional(),
  text: z.string(),
  ...wayOn.shape,
});

/** Says that a customer was asked, and leads on to the next one. */
export function customerAskedCard(cards: Cards, language: Language, input: CustomerAskedInput): Card {
  const { customer, isAlone, next, list, now } = input;
  // Where others read along, "you" would mean each of them.
  const noted = isAlone ? 'ask-customer.notedNow' : 'ask-customer.notedNowOthers';
  const data = askedData.parse({
    customerId: customer.id,
    customer: customer.name,
    line: askedLine(cards, language, customer, now),
    text: cards.phrase(language, noted),
    ...wayOnData(cards, language, { next, view: list && viewData(list) }),
  });
  return cards.render('customer-asked', language, data);
}
