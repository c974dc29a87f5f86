import { z } from 'zod';
import { EARLIEST_ACCEPTANCE, isCalendarDate, type CalendarDate } from './calendar-date.ts';
import type { Contact } from './contact.ts';

/** What a person states in the form: this customer's person accepted on this day. */
export interface Acceptance {
  customerId: string;
  acceptanceDate: CalendarDate;
  contact: Contact;
}

export const ACCEPTANCE_FIELDS = [
  'customerId',
  'acceptanceDate',
  'firstName',
  'lastName',
  'email',
  'phoneNumber',
] as const;
export type AcceptanceField = (typeof ACCEPTANCE_FIELDS)[number];

/** The form's inputs exactly as typed; what was not sent is empty. */
export type AcceptanceInput = Record<AcceptanceField, string>;

export const PROBLEMS = [
  'missing',
  'too-long',
  'not-a-date',
  'in-the-future',
  'too-early',
  'not-an-email',
  'not-one-line',
  'unknown-customer',
] as const;
export type Problem = (typeof PROBLEMS)[number];
export interface FieldProblem {
  field: AcceptanceField;
  problem: Problem;
}

export type ParsedAcceptance =
  { kind: 'valid'; acceptance: Acceptance } | { kind: 'invalid'; problems: FieldProblem[] };

/** Lengths Partner Center's address names and RFC 5321 allow; the card's `maxLength` mirrors them. */
export const FIELD_LIMITS = { firstName: 50, lastName: 50, email: 254, phoneNumber: 30 } as const;

/** The typed values of a form, whatever arrived: never throws, keeps every text, drops everything else. */
export function acceptanceInput(values: Record<string, unknown>): AcceptanceInput {
  const textOf = (field: AcceptanceField) => {
    const value = values[field];
    return typeof value === 'string' ? value : '';
  };
  return Object.fromEntries(ACCEPTANCE_FIELDS.map((field) => [field, textOf(field)])) as AcceptanceInput;
}

/**
 * Checks the form's inputs and trims them. Lists at most one problem a field, in the form's order.
 * `latestDate` is the latest day allowed (see `latestAcceptanceDate`).
 */
export function parseAcceptance(input: AcceptanceInput, latestDate: CalendarDate): ParsedAcceptance {
  const parsed = schemaUntil(latestDate).safeParse(input);
  if (parsed.success) {
    const { customerId, acceptanceDate, ...contact } = parsed.data;
    return { kind: 'valid', acceptance: { customerId, acceptanceDate, contact } };
  }
  const problems = new Map<AcceptanceField, Problem>();
  for (const issue of parsed.error.issues) {
    const field = issue.path[0] as AcceptanceField;
    if (!problems.has(field)) problems.set(field, issue.message as Problem);
  }
  return {
    kind: 'invalid',
    problems: ACCEPTANCE_FIELDS.flatMap((field) => {
      const problem = problems.get(field);
      return problem ? [{ field, problem }] : [];
    }),
  };
}

/** Building one takes longer than using it, and thousands of rows of one file share theirs. */
function schemaUntil(latestDate: CalendarDate) {
  if (latest?.date !== latestDate) latest = { date: latestDate, schema: acceptanceSchema(latestDate) };
  return latest.schema;
}
let latest: { date: CalendarDate; schema: ReturnType<typeof acceptanceSchema> } | undefined;

function acceptanceSchema(latestDate: CalendarDate) {
  const required = z.string().trim().min(1, problem('missing'));
  // Invisible characters alone are no name.
  const name = required.regex(/[\p{L}\p{N}]/u, problem('missing'));
  return z.object({
    customerId: required.max(100, problem('unknown-customer')),
    acceptanceDate: required
      .refine(isCalendarDate, problem('not-a-date'))
      .refine((date) => !isCalendarDate(date) || date <= latestDate, problem('in-the-future'))
      .refine((date) => !isCalendarDate(date) || date >= EARLIEST_ACCEPTANCE, problem('too-early')),
    firstName: name.regex(ONE_LINE, problem('not-one-line')).max(FIELD_LIMITS.firstName, problem('too-long')),
    lastName: name.regex(ONE_LINE, problem('not-one-line')).max(FIELD_LIMITS.lastName, problem('too-long')),
    email: required
      .regex(ONE_LINE, problem('not-one-line'))
      .max(FIELD_LIMITS.email, problem('too-long'))
      .regex(EMAIL, problem('not-an-email')),
    phoneNumber: z
      .string()
      .trim()
      .regex(ONE_LINE, problem('not-one-line'))
      .max(FIELD_LIMITS.phoneNumber, problem('too-long')),
  });
}

/** Whether a text is one plain address. */
export function isEmailAddress(text: string): boolean {
  return text.length <= FIELD_LIMITS.email && EMAIL.test(text);
}

const problem = (name: Problem): Problem => name;

/** What is more than one line may be more than one thing: a phone number with the next row's customer below it. */
const ONE_LINE = /^[^\p{Cc}\u2028\u2029]*$/u;

/** One @, no blanks or punctuation of address lists, a dotted domain: a plain address, as Partner Center takes it. */
const EMAIL = /^[^\s@<>()[\]\\,;:"]+@[^\s@.<>()[\]\\,;:"]+(\.[^\s@.<>()[\]\\,;:"]+)+$/;
