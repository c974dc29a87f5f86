import { EARLIEST_ACCEPTANCE, isCalendarDate, type CalendarDate } from '../time/calendar-date.ts';
import { cleanDate, cleanEmail, cleanKey, cleanName, cleanPhone } from '../text/clean-text.ts';
import type { Contact } from './contact.ts';
import { isDeliverableAddress, isEmailAddress } from './email-address.ts';
import { isGarbled, isGarbledName } from '../text/encoding-leftovers.ts';
import { isNoPhoneNumber, isPlaceholder, isPlaceholderName } from '../text/placeholder.ts';

/** What a person confirms with the form: who accepted for the customer, and on which day. */
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
  'one-name',
  'placeholder',
  'address-for-name',
  'garbled',
  'shortened-number',
  'unknown-customer',
] as const;
export type Problem = (typeof PROBLEMS)[number];
export interface FieldProblem {
  field: AcceptanceField;
  problem: Problem;
}

export type ParsedAcceptance =
  | {
      kind: 'valid';
      acceptance: Acceptance;
      /** Whether a placeholder in the phone's field (« - », « N/A ») was left out. */
      isPhoneLeftOut: boolean;
    }
  | { kind: 'invalid'; problems: FieldProblem[] };

/** Lengths Partner Center's address names and RFC 5321 allow; the card's `maxLength` mirrors them. */
export const FIELD_LIMITS = { firstName: 50, lastName: 50, email: 254, phoneNumber: 30 } as const;

/** Reads a form's inputs from whatever arrived: keeps every text, drops everything else, never throws. */
export function acceptanceInput(values: Record<string, unknown>): AcceptanceInput {
  const textOf = (field: AcceptanceField) => {
    const value = values[field];
    return typeof value === 'string' ? value : '';
  };
  return Object.fromEntries(ACCEPTANCE_FIELDS.map((field) => [field, textOf(field)])) as AcceptanceInput;
}

/** Returns the inputs without invisible characters, leftovers of encodings and a placeholder for a phone number. */
export function cleanAcceptance(input: AcceptanceInput): AcceptanceInput {
  const phoneNumber = cleanPhone(input.phoneNumber);
  return {
    customerId: cleanKey(input.customerId),
    acceptanceDate: cleanDate(input.acceptanceDate),
    firstName: cleanName(input.firstName),
    lastName: cleanName(input.lastName),
    email: cleanEmail(input.email),
    phoneNumber: isNoPhoneNumber(phoneNumber) ? '' : phoneNumber,
  };
}

/**
 * Cleans the form's inputs and checks them. Lists at most one problem a field, in the form's order. `latestDate` is the
 * latest day allowed (see `latestAcceptanceDate`).
 */
export function parseAcceptance(input: AcceptanceInput, latestDate: CalendarDate): ParsedAcceptance {
  const clean = cleanAcceptance(input);
  const problems = ACCEPTANCE_FIELDS.flatMap((field) => {
    const problem = problemIn(field, clean, input[field], latestDate);
    return problem ? [{ field, problem }] : [];
  });
  if (problems.length > 0) return { kind: 'invalid', problems };
  const { customerId, acceptanceDate, ...contact } = clean;
  const isPhoneLeftOut = contact.phoneNumber === '' && cleanPhone(input.phoneNumber) !== '';
  return { kind: 'valid', acceptance: { customerId, acceptanceDate, contact }, isPhoneLeftOut };
}

/** `typed` is the field as it came: what a wrong encoding left behind may be cleaned away with the invisible characters. */
function problemIn(
  field: AcceptanceField,
  clean: AcceptanceInput,
  typed: string,
  latestDate: CalendarDate,
): Problem | undefined {
  const text = clean[field];
  switch (field) {
    case 'customerId':
      if (text === '') return 'missing';
      return text.length > LONGEST_ID ? 'unknown-customer' : undefined;
    case 'acceptanceDate':
      return isPlaceholder(text) ? 'missing' : dateProblem(text, latestDate);
    case 'firstName':
      return nameProblem(text, clean.lastName, typed);
    case 'lastName':
      return nameProblem(text, clean.firstName, typed);
    case 'email':
      if (isPlaceholder(text)) return 'missing';
      return textProblem(field, text, typed) ?? (isDeliverableAddress(text) ? undefined : 'not-an-email');
    case 'phoneNumber':
      return textProblem(field, text, typed) ?? (isScientific(text) ? 'shortened-number' : undefined);
  }
}

function dateProblem(date: string, latestDate: CalendarDate): Problem | undefined {
  if (!isCalendarDate(date)) return 'not-a-date';
  if (date > latestDate) return 'in-the-future';
  return date < EARLIEST_ACCEPTANCE ? 'too-early' : undefined;
}

function nameProblem(name: string, otherName: string, typed: string): Problem | undefined {
  if (isGarbledName(typed)) return 'garbled';
  if (!HAS_SIGN.test(name)) {
    // One of the two names is there: the person may have no other.
    return HAS_LETTER.test(otherName) && !isPlaceholderName(otherName, name) ? 'one-name' : 'missing';
  }
  if (!ONE_LINE.test(name)) return 'not-one-line';
  if (isPlaceholderName(name, otherName)) return 'placeholder';
  if (isEmailAddress(cleanEmail(name))) return 'address-for-name';
  return name.length > FIELD_LIMITS.firstName ? 'too-long' : undefined;
}

function textProblem(field: 'email' | 'phoneNumber', text: string, typed: string): Problem | undefined {
  if (isGarbled(typed)) return 'garbled';
  if (!ONE_LINE.test(text)) return 'not-one-line';
  return text.length > FIELD_LIMITS[field] ? 'too-long' : undefined;
}

const LONGEST_ID = 100;
const HAS_SIGN = /[\p{L}\p{N}#]/u;
const HAS_LETTER = /\p{L}/u;

/** A value of several lines may be several values, such as a phone number with the next row's customer below it. */
const ONE_LINE = /^[^\p{Cc}\u2028\u2029]*$/u;

/** Whether a spreadsheet shortened a long number to « 3.31556E+10 »: its last digits are lost. */
const isScientific = (text: string) => /^\+?\d+(?:[.,]\d+)? ?E ?\+?\d+$/i.test(text);
