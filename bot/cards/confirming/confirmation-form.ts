import { z } from 'zod';
import {
  ACCEPTANCE_FIELDS,
  FIELD_LIMITS,
  type AcceptanceField,
  type AcceptanceInput,
  type FieldProblem,
} from '../../../src/domain/confirming/acceptance.ts';
import { isCalendarDate, type CalendarDate } from '../../../src/domain/time/calendar-date.ts';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { dayInWords } from '../kit/dates.ts';
import { setbackText, type Setback } from '../kit/setback.ts';
import { userText } from '../kit/user-text.ts';
import type { Card } from '../../teams/card.ts';

type NamedCustomer = Pick<Customer, 'id' | 'name'>;

/**
 * setback: the press failed. used: the form was used before, for the customer of this name. corrected: the same person
 * sent it before with other details, and `first` says what became of them.
 */
export type FormLead =
  | ({ kind: 'setback' } & Setback)
  | { kind: 'used'; customer: string }
  | { kind: 'corrected'; first: FirstDetails; acceptedOn: CalendarDate };

/** What became of the details that were sent first. */
export type FirstDetails = 'kept' | 'on-its-way' | 'filed' | 'not-needed' | 'not-filed';

export interface ConfirmationFormInput {
  formId: string;
  /** Whether a person confirms a confirmed customer once more, on purpose; needs `customer`. */
  again: boolean;
  /** The customer chosen, if any; added to the choices when it is not among them. */
  customer?: NamedCustomer | undefined;
  /** Whether the client asks for choices as one types. A client that cannot would show no choices at all. */
  typeAhead: boolean;
  /** The first page of choices, in the order to show. */
  choices: readonly NamedCustomer[];
  /** What was typed so far, kept as it is. */
  values: AcceptanceInput;
  problems: readonly FieldProblem[];
  /** Why a form that was right comes back. */
  lead?: FormLead | undefined;
  /** Whether it is shown in another confirmation's message: how this one ends comes as a reply. */
  inReply?: boolean | undefined;
  /** What the person wrote for a customer that is not known; without it the value sent. */
  unknownCustomerText?: string | undefined;
  earliestDate: CalendarDate;
  latestDate: CalendarDate;
}

const texts = z.partialRecord(z.enum(ACCEPTANCE_FIELDS), z.string());

const formData = z.object({
  again: z.boolean(),
  customer: userText.optional(),
  choices: z.array(z.object({ id: userText, name: userText })),
  choiceStyle: z.enum(['filtered', 'compact']),
  choiceQuery: z.object({ type: z.literal('Data.Query'), dataset: z.literal('customers') }).nullable(),
  values: z.record(z.enum(ACCEPTANCE_FIELDS), userText),
  problems: texts,
  errors: texts,
  problemCount: z.int().nonnegative(),
  lead: z.string().optional(),
  earliestDate: z.iso.date(),
  latestDate: z.iso.date(),
  earliest: z.string(),
  latest: z.string(),
  limits: z.record(z.string(), z.int()),
  submitData: z.object({
    formId: userText,
    again: z.boolean(),
    customerId: userText.optional(),
    inReply: z.literal(true).optional(),
  }),
});

/** The form with which a person states an acceptance, empty or as it came back. */
export function confirmationFormCard(cards: Cards, language: Language, input: ConfirmationFormInput): Card {
  const { again, customer, values, earliestDate, latestDate } = input;
  const data = formData.parse({
    again,
    customer: customer?.name,
    choices: choicesWith(customer, input.choices),
    choiceStyle: input.typeAhead ? 'filtered' : 'compact',
    choiceQuery: input.typeAhead ? { type: 'Data.Query', dataset: 'customers' } : null,
    values: shownValues(input),
    problems: Object.fromEntries(
      input.problems.map((problem) => [problem.field, problemText(cards, language, problem, input)]),
    ),
    errors: Object.fromEntries(
      ACCEPTANCE_FIELDS.map((field) => [field, cards.phrase(language, `problems.missing-${field}`)]),
    ),
    problemCount: input.problems.length,
    lead: input.lead && leadText(cards, language, input.lead),
    earliestDate,
    latestDate,
    earliest: dayInWords(language, earliestDate),
    latest: dayInWords(language, latestDate),
    limits: FIELD_LIMITS,
    submitData: {
      formId: input.formId,
      again,
      ...(again && { customerId: customer?.id ?? values.customerId }),
      ...(input.inReply && { inReply: true }),
    },
  });
  return cards.render('confirmation-form', language, data);
}

function leadText(cards: Cards, language: Language, lead: FormLead): string {
  switch (lead.kind) {
    case 'setback':
      return setbackText(cards, language, lead);
    case 'used':
      return cards.phrase(language, 'confirmation-form.used', { usedFor: lead.customer });
    case 'corrected':
      return cards.phrase(language, `confirmation-form.first-${lead.first}`, {
        firstDate: dayInWords(language, lead.acceptedOn),
      });
  }
}

function choicesWith(customer: NamedCustomer | undefined, choices: readonly NamedCustomer[]) {
  const isListed = !customer || choices.some((choice) => choice.id === customer.id);
  return isListed ? choices : [customer, ...choices];
}

/** A date picker holds nothing but a date; what else was typed is repeated in the field's text. */
function shownValues({ values, customer }: ConfirmationFormInput): AcceptanceInput {
  return {
    ...values,
    customerId: customer?.id ?? values.customerId,
    acceptanceDate: isCalendarDate(values.acceptanceDate) ? values.acceptanceDate : '',
  };
}

function problemText(
  cards: Cards,
  language: Language,
  { field, problem }: FieldProblem,
  input: ConfirmationFormInput,
): string {
  const typed = input.values[field];
  switch (problem) {
    case 'missing':
      return cards.phrase(language, `problems.missing-${field}`);
    case 'too-long':
      return cards.phrase(language, 'problems.too-long', { max: limitOf(field) });
    case 'in-the-future':
    case 'too-early':
      return cards.phrase(language, `problems.${problem}`, {
        date: dayInWords(language, typed),
        [problem === 'too-early' ? 'earliest' : 'latest']: dayInWords(
          language,
          problem === 'too-early' ? input.earliestDate : input.latestDate,
        ),
      });
    case 'unknown-customer':
      return cards.phrase(language, 'problems.unknown-customer', {
        typed: input.unknownCustomerText ?? typed,
      });
    case 'one-name':
      return cards.phrase(language, `problems.one-name-${field === 'firstName' ? field : 'lastName'}`);
    case 'placeholder':
    case 'address-for-name':
    case 'garbled':
    case 'shortened-number':
      return cards.phrase(language, `problems.${problem}`);
    case 'not-a-date':
    case 'not-an-email':
    case 'not-one-line':
      return cards.phrase(language, `problems.${problem}`, { typed });
  }
}

const limitOf = (field: AcceptanceField): number =>
  (FIELD_LIMITS as Partial<Record<AcceptanceField, number>>)[field] ?? 0;
