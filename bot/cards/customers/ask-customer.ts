import type { Card } from '../../teams/card.ts';
import { z } from 'zod';
import { ACCEPTANCE_PAGE } from '../../../src/domain/customers/ask.ts';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import { LANGUAGES, type Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { dayInWords } from '../kit/dates.ts';
import { userText } from '../kit/user-text.ts';
import { askedLine } from './asked-line.ts';
import { messageToCustomer } from './message-to-customer.ts';
import { viewData, type ListView } from './list-view.ts';

export interface AskCustomerInput {
  customer: Pick<Customer, 'id' | 'name' | 'asked'>;
  /** Of the message to the customer. */
  messageLanguage: Language;
  /** Why a person who pressed something else sees this card: a form's button, or one of details that wait. */
  lead?: 'no-form' | 'form' | 'details' | undefined;
  /** What was typed on the form, a line for each field, where only the person who typed it reads it. */
  typed?: readonly string[];
  /** The list to go back to. */
  list?: ListView | undefined;
  now: Date;
}

const askData = z.object({
  customerId: userText,
  customer: userText,
  lead: z.string().optional(),
  typed: z.array(z.object({ line: userText })),
  asked: z.string().optional(),
  message: z.string(),
  page: z.string(),
  otherLanguage: z.enum(LANGUAGES),
  messageLanguage: z.enum(LANGUAGES),
  otherTitle: z.string(),
  list: z.record(z.string(), z.union([userText, z.number(), z.boolean()])),
});

const OTHER = { en: 'fr', fr: 'en' } as const satisfies Record<Language, Language>;
const OTHER_TITLES = { en: 'ask-customer.inFrench', fr: 'ask-customer.inEnglish' } as const;
const LEADS = {
  'no-form': 'ask-customer.leadNoForm',
  form: 'ask-customer.leadForm',
  details: 'ask-customer.leadDetails',
} as const;

/** A message ready to copy for a customer that is to accept with Microsoft itself, and what the customer needs for that. */
export function askCustomerCard(cards: Cards, language: Language, input: AskCustomerInput): Card {
  const { customer, messageLanguage, lead, typed = [], list, now } = input;
  const data = askData.parse({
    customerId: customer.id,
    customer: customer.name,
    lead: lead && cards.phrase(language, LEADS[lead]),
    typed: typed.map((line) => ({ line: dayInWords(language, line) })),
    asked: askedLine(cards, language, customer, now),
    message: messageToCustomer(cards, messageLanguage, customer),
    page: ACCEPTANCE_PAGE,
    messageLanguage,
    otherLanguage: OTHER[messageLanguage],
    otherTitle: cards.phrase(language, OTHER_TITLES[messageLanguage]),
    list: viewData(list ?? { page: 1 }),
  });
  return cards.render('ask-customer', language, data);
}
