import { z } from 'zod';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import type { Find } from '../../turn/answer.ts';
import { signBefore } from '../kit/signs.ts';
import { headlineOf, LOOKS, unconfirmedText, type CustomerState } from './customer.ts';
import { dayInWords, dayOf, waitInWords } from '../kit/dates.ts';
import type { StringKey } from '../kit/strings.ts';
import { asTitle, markUserText, userText } from '../kit/user-text.ts';
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
  sign: signBefore,
  tone: z.enum(['good', 'accent', 'warning', 'emphasis']),
  headline: z.string(),
  customerId: userText,
  customer: userText,
  domain: userText.optional(),
  text: z.string().optional(),
  acceptedOn: z.string().optional(),
  confirmedOn: z.string().optional(),
  route: z.string().optional(),
  wait: z.string().optional(),
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
    ...LOOKS[state],
    headline: headlineOf(cards, language, state, customer),
    customerId: customer.id,
    customer: customer.name,
    domain: customer.domain || undefined,
    text: text && cards.phrase(language, text),
    ...(state === 'confirmed' && {
      acceptedOn: customer.acceptedOn ? dayInWords(language, customer.acceptedOn) : undefined,
      confirmedOn: customer.confirmedAt ? dayOf(language, customer.confirmedAt, timeZone) : undefined,
      route: customer.confirmedVia
        ? cards.phrase(language, `common.route-${customer.confirmedVia}`)
        : undefined,
    }),
    wait: waitOf(cards, language, state, input),
    asOf: dayOf(language, now, timeZone),
    botUrl: input.botUrl,
  });
  return cards.render('customer-shared', language, data);
}

/** The customer in a list to choose from, and the card that is inserted. */
export function customerFind(cards: Cards, language: Language, input: CustomerSharedInput): Find {
  const state = stateOf(input);
  const { name, domain } = input.customer;
  const told = [
    [LOOKS[state].sign, headlineOf(cards, language, state, input.customer)].filter(Boolean).join(' '),
    waitOf(cards, language, state, input),
    domain || undefined,
  ].filter((part) => part !== undefined);
  return {
    card: customerSharedCard(cards, language, input),
    preview: thumbnailCard(asTitle(markUserText(name)), asPlain(told.join(' · '))),
  };
}

function stateOf({ customer, isInProgress }: CustomerSharedInput): CustomerState {
  return isInProgress && customer.agreementState !== 'confirmed' ? 'in-progress' : customer.agreementState;
}

function textOf(state: CustomerState, customer: CustomerSharedInput['customer']): StringKey | undefined {
  if (state === 'unconfirmed') return unconfirmedText(customer);
  return state === 'exempt' ? 'customer.exemptText' : undefined;
}

function waitOf(
  cards: Cards,
  language: Language,
  state: CustomerState,
  { customer: { waitingSince }, now }: CustomerSharedInput,
): string | undefined {
  return state === 'unconfirmed' && waitingSince
    ? waitInWords(cards, language, waitingSince, now)
    : undefined;
}

/** The text of a thumbnail may hold a little HTML, its title none. */
const asPlain = (text: string): string =>
  text.replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? '');
