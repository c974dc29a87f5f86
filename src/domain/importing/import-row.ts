import {
  parseAcceptance,
  type AcceptanceField,
  type AcceptanceInput,
  type Problem,
} from '../confirming/acceptance.ts';
import type { CalendarDate } from '../time/calendar-date.ts';
import { cleanDate, cleanKey, cleanName, cleanPhone, isDecimalPhone } from '../text/clean-text.ts';
import type { Contact } from '../confirming/contact.ts';
import { CUSTOMER_FIELDS, type Columns } from './import-columns.ts';
import type { ImportField } from './import-field.ts';
import type { Cell, TableRow } from './import-table.ts';
import { hasLostItsBeginning, looksIncomplete } from '../confirming/phone.ts';
import {
  isNoPhoneNumber,
  isPlaceholder,
  isPlaceholderName,
  isSpreadsheetError,
} from '../text/placeholder.ts';
import { readWrittenDate } from './written-date.ts';

/** The problems that a row of a file can have: those of a form, and those of files only. */
export type RowProblemName =
  | Problem
  | 'ambiguous-date'
  | 'number-for-date'
  | 'part-of-date'
  | 'number-for-phone'
  | 'not-computed'
  | 'formula-date'
  | 'formula'
  | 'spreadsheet-error'
  | 'ambiguous-customer'
  | 'contradicting-customer'
  | 'unknown-tenant';

export interface RowProblem {
  field: AcceptanceField;
  problem: RowProblemName;
  /** The text in place of a date, or of a phone number that a spreadsheet changed. */
  typed?: string;
  /** The two days an ambiguous date may mean. */
  readings?: [CalendarDate, CalendarDate];
}

/** The cells of a row that name its customer, as in the file. */
export type CustomerKeys = Partial<Record<'customerId' | 'customer' | 'domain', string>>;

/** A row, checked by the rules that need only the row. `blank`: a customer or nothing at all, without details. */
export type CheckedRow = { number: number } & (
  | { kind: 'blank' }
  | { kind: 'wrong'; keys: CustomerKeys; problems: RowProblem[] }
  | {
      kind: 'right';
      keys: CustomerKeys;
      acceptedOn: CalendarDate;
      contact: Contact;
      /** Set where a person should look at the phone number before it is sent. */
      phone?: PhoneNote;
    }
  /** A customer to ask. */
  | { kind: 'ask'; keys: CustomerKeys }
);

/** `left-out`: it was a placeholder. `incomplete`: it seems to lack something, and is sent as it is. */
export type PhoneNote = 'left-out' | 'incomplete';

const DETAILS = ['acceptanceDate', 'firstName', 'lastName', 'email', 'phoneNumber'] as const;

/**
 * Checks a row exactly as a form, and for problems of files only: ambiguous days, formulas, errors of the spreadsheet,
 * numbers that it cut. `latestDate`: see `latestAcceptanceDate`. `country` (ISO 3166, two letters): where a phone number
 * without a country code is assumed to be.
 */
export function checkRow(
  row: TableRow,
  columns: Columns,
  latestDate: CalendarDate,
  country?: string,
): CheckedRow {
  const { number } = row;
  const cellOf = cellsOf(row, columns);
  const textOf = (field: ImportField) => textIn(cellOf(field));
  if (DETAILS.every((field) => isPlaceholder(cleanName(textOf(field))))) return { number, kind: 'blank' };

  const { keys, problem: brokenCustomer } = customerIn(cellOf);
  const problems = new Map<AcceptanceField, RowProblem>();
  const note = (problem: RowProblem) => problems.set(problem.field, problem);
  for (const field of DETAILS) {
    const problem = cellProblem(cellOf(field));
    // A phone number is optional: an error in its place counts as none.
    if (problem && !(field === 'phoneNumber' && problem === 'spreadsheet-error')) note({ field, problem });
  }
  if (brokenCustomer) note(brokenCustomer);

  const date = dateIn(cellOf('acceptanceDate'), problems.has('acceptanceDate'));
  if (date.problem) note(date.problem);
  const phone = cellOf('phoneNumber');
  const typedPhone = cleanPhone(textIn(phone));
  const isNumber = phone?.kind === 'number' || isDecimalPhone(textIn(phone));
  if (hasLostItsBeginning(typedPhone, country, isNumber)) {
    note({ field: 'phoneNumber', problem: 'number-for-phone' });
  }
  const input: AcceptanceInput = {
    customerId: (keys.customerId ?? keys.domain ?? keys.customer ?? '').slice(0, 100),
    acceptanceDate: date.text,
    firstName: textOf('firstName'),
    lastName: textOf('lastName'),
    email: textOf('email'),
    phoneNumber: phone?.kind === 'error' ? NO_NUMBER : textIn(phone),
  };
  const parsed = parseAcceptance(input, latestDate);
  if (parsed.kind === 'invalid') {
    for (const { field, problem } of parsed.problems) {
      if (problems.has(field)) continue;
      const typed = problem === 'shortened-number' ? typedPhone : field === 'acceptanceDate' ? date.text : '';
      note({ field, problem, ...(typed !== '' && { typed }) });
    }
  }
  if (problems.size > 0 || parsed.kind === 'invalid') {
    return { number, kind: 'wrong', keys, problems: [...problems.values()] };
  }
  const { acceptanceDate, contact } = parsed.acceptance;
  const noted = phoneNote(contact.phoneNumber, parsed.isPhoneLeftOut, country);
  return { number, kind: 'right', keys, acceptedOn: acceptanceDate, contact, ...(noted && { phone: noted }) };
}

/** Checks a row of a list of customers to ask: only the customer counts. */
export function checkAskRow(row: TableRow, columns: Columns): CheckedRow {
  const { number } = row;
  const { keys, problem } = customerIn(cellsOf(row, columns));
  if (problem) return { number, kind: 'wrong', keys, problems: [problem] };
  return Object.keys(keys).length === 0 ? { number, kind: 'blank' } : { number, kind: 'ask', keys };
}

type CellOf = (field: ImportField) => Cell | undefined;

/** Returns the cell of a field. Of several phone numbers the first one filled in counts. */
const cellsOf =
  (row: TableRow, columns: Columns): CellOf =>
  (field) => {
    const place = columns[field];
    if (place === undefined) return undefined;
    if (field !== 'phoneNumber') return row.cells[place];
    const phones = [place, ...(columns.otherPhones ?? [])].map((each) => row.cells[each]);
    return (
      phones.find((cell) => !isNoPhoneNumber(cleanPhone(textIn(cell)))) ?? phones.find((cell) => textIn(cell))
    );
  };

/** Returns the cells that name a row's customer, and what is wrong with one of them. */
function customerIn(cellOf: CellOf): { keys: CustomerKeys; problem: RowProblem | undefined } {
  const keys = keysOf((field) => (cellOf(field)?.kind === 'uncomputed' ? '' : textIn(cellOf(field))));
  const broken = CUSTOMER_FIELDS.map((field) => cellProblem(cellOf(field))).find(Boolean);
  return { keys, problem: broken && { field: 'customerId', problem: broken } };
}

/** Replaces what is no phone number. */
const NO_NUMBER = '-';

function phoneNote(phone: string, isLeftOut: boolean, country: string | undefined): PhoneNote | undefined {
  if (isLeftOut) return 'left-out';
  return looksIncomplete(phone, country) ? 'incomplete' : undefined;
}

/** Returns the cells that name a row's customer. A placeholder names none. */
function keysOf(textOf: (field: ImportField) => string): CustomerKeys {
  const customer = cleanName(textOf('customer'));
  const customerId = cleanKey(textOf('customerId'));
  const domain = cleanKey(textOf('domain'));
  return {
    ...(!isPlaceholder(customerId) && { customerId }),
    ...(!isNoCustomer(customer) && { customer }),
    ...(!isPlaceholder(domain) && { domain }),
  };
}

/** Whether a cell names no customer. A number may be a company's name. */
const isNoCustomer = (name: string) =>
  /\p{L}/u.test(name) ? isPlaceholderName(name, '') : isPlaceholder(name);

/** Returns a cell's day as the form wants it, or what is wrong with it. */
function dateIn(cell: Cell | undefined, isNoted: boolean): { text: string; problem?: RowProblem } {
  const field = 'acceptanceDate';
  const written = cleanDate(textIn(cell));
  const typed = written.slice(0, 40);
  if (!cell || isNoted || typed === '') return { text: typed };
  if (cell.kind === 'part-of-date') return { text: typed, problem: { field, problem: 'part-of-date' } };
  // A computed day may be another one tomorrow, on which the customer did not accept.
  if (cell.isFormula) return { text: typed, problem: { field, problem: 'formula-date' } };
  if (cell.kind === 'date') return { text: typed };
  const date = readWrittenDate(written);
  // No spreadsheet counts days as far as `20181013`, so such a number is a written date.
  if (cell.kind === 'number' && date.kind !== 'date') {
    return { text: typed, problem: { field, problem: 'number-for-date', typed } };
  }
  switch (date.kind) {
    case 'date':
      return { text: date.date };
    case 'ambiguous':
      return { text: typed, problem: { field, problem: 'ambiguous-date', typed, readings: date.readings } };
    case 'unreadable':
      return { text: typed };
  }
}

function cellProblem(cell: Cell | undefined): RowProblemName | undefined {
  if (!cell) return undefined;
  if (cell.kind === 'uncomputed') return 'not-computed';
  if (cell.kind === 'error' || isSpreadsheetError(cell.text.trim())) return 'spreadsheet-error';
  // A formula in a file of plain text was never computed.
  return cell.kind === 'text' && !cell.isFormula && textIn(cell).startsWith('=') ? 'formula' : undefined;
}

/**
 * Returns a cell's text. To keep a text from being computed, programs write `="00123"`; spreadsheets and our own files put
 * an apostrophe before a sign or a digit.
 */
function textIn(cell: Cell | undefined): string {
  const text = (cell?.text ?? '').replace(/^[\s\p{Cf}]+/u, '').trim();
  const quoted = /^="([^"]*)"$/.exec(text)?.[1];
  return quoted ?? text.replace(/^'(?=[=+\-@\d])/, '');
}
