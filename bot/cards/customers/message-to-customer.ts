import { ACCEPTANCE_PAGE } from '../../../src/domain/customers/ask.ts';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';

/** Returns the message that asks a customer to accept with Microsoft itself, ready to send, as a card's text. */
export const messageToCustomer = (
  cards: Cards,
  language: Language,
  { name: customer }: Pick<Customer, 'name'>,
): string => cards.phrase(language, 'ask-customer.message', { customer, page: ACCEPTANCE_PAGE });
