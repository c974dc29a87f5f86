import { z } from 'zod';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import type { Find } from '../../turn/answer.ts';
import { customerState, customerStateData, unconfirmedText, type CustomerState } from './customer-state.ts';
import { dayOf } from '../kit/dates.ts';
import type { StringKey } from '../kit/strings.ts';
import { asTitle, markUserText } from '../kit/user-text.ts';
import { thumbnailCard, type Card } from '../../teams/card.ts';

export interface CustomerSharedInput {
  customer: Omit<Customer, 'checkedAt'>;
  /** Whether a confirmation is on its way to Partner Center. */
  isInProgress: boolean;
  now: Date;
  /** The reader's. */
  timeZone: string;
  /** The way to a chat of one's own with the bot. */
  botUrl?: string | undefined;
}

const sharedData = z.object({
  ...customerState.shape,
  text: z.string().optional(),
  asOf: z.string(),
  botUrl: z.string().optional(),
});

/**
 * One customer's status, for any conversation a person puts it into. It names no colleague and says on which day it was
 * true, for the bot cannot edit it there. A press on its button brings it up to date for the person who pressed. Teams
 * offers to add the bot where that is needed.
 */
export function customerSharedCard(cards: Cards, language: Language, input: CustomerSharedInput): Card {
  const { customer, now, timeZone } = input;
  const state = stateOf(input);
  const text = textOf(state, customer);
  const data = sharedData.parse({
    ...customerStateData(cards, language, state, input),
    text: text && cards.phrase(language, text),
    asOf: dayOf(language, now, timeZone),
    botUrl: input.botUrl,
  });
  return cards.render('customer-shared', language, data);
}

/** The customer in a list to choose from, and the card that is inserted. */
export function customerFind(cards: Cards, language: Language, input: CustomerSharedInput): Find {
  const state = stateOf(input);
  const { sign, headline, wait, domain } = customerStateData(cards, language, state, input);
  const told = [[sign, headline].filter(Boolean).join(' '), wait, domain].filter(
    (part) => part !== undefined,
  );
  return {
    card: customerSharedCard(cards, language, input),
    preview: thumbnailCard(asTitle(markUserText(input.customer.name)), asPlain(told.join(' · '))),
  };
}

function stateOf({ customer, isInProgress }: CustomerSharedInput): CustomerState {
  return isInProgress && customer.agreementState !== 'confirmed' ? 'in-progress' : customer.agreementState;
}

function textOf(state: CustomerState, customer: CustomerSharedInput['customer']): StringKey | undefined {
  if (state === 'unconfirmed') return unconfirmedText(customer);
  return state === 'exempt' ? 'customer.exemptText' : undefined;
}

/** The text of a thumbnail may hold a little HTML, its title none. */
const asPlain = (text: string): string =>
  text.replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? '');
