import { parseAcceptance, type AcceptanceField, type AcceptanceInput, type Problem } from './acceptance.ts';
import type { CalendarDate } from './calendar-date.ts';
import type { Contact } from './contact.ts';
import type { Columns, ImportField } from './import-columns.ts';
import type { Cell, TableRow } from './import-table.ts';
import { isWhole } from './phone.ts';
import { readWrittenDate } from './written-date.ts';

export const ROW_PROBLEMS = [
  'ambiguous-date',
  'number-for-date',
  'part-of-date',
  'number-for-phone',
  'not-computed',
  'formula-date',
  'formula',
  'spreadsheet-error',
  'ambiguous-customer',
  'contradicting-customer',
  'unknown-tenant',
] as const;
/** What only a row of a file can have against it, beside what a form can. */
export type RowProblemName = Problem | (typeof ROW_PROBLEMS)[number];

export interface RowProblem {
  field: AcceptanceField;
  problem: RowProblemName;
  /** What was written where a date should be. */
  typed?: string;
  /** The two days an ambiguous date may mean. */
  readings?: [CalendarDate, CalendarDate];
}

/** What a row says of its customer, in the words of the file. */
export type CustomerKeys = Partial<Record<'customerId' | 'customer' | 'domain', string>>;

/** A row by the rules that need nothing but the row. `blank`: a customer, or nothing at all, and no details yet. */
export type CheckedRow = { number: number } & (
  | { kind: 'blank' }
  | { kind: 'wrong'; keys: CustomerKeys; problems: RowProblem[] }
  | { kind: 'right'; keys: CustomerKeys; acceptedOn: CalendarDate; contact: Contact }
);

const DETAILS = ['acceptanceDate', 'firstName', 'lastName', 'email', 'phoneNumber'] as const;

/**
 * Checks a row exactly as the form is checked, and for what only files do: days that may mean two, formulas, errors of
 * the spreadsheet. `latestDate`: see `latestAcceptanceDate`.
 */
export function checkRow(row: TableRow, columns: Columns, latestDate: CalendarDate): CheckedRow {
  const { number } = row;
  const cellOf = (field: ImportField): Cell | undefined => {
    const place = columns[field];
    if (place === undefined) return undefined;
    const places = field === 'phoneNumber' ? [place, ...(columns.otherPhones ?? [])] : [place];
    return places.map((each) => row.cells[each]).find((cell) => cleaned(cell) !== '');
  };
  const textOf = (field: ImportField) => cleaned(cellOf(field));
  if (DETAILS.every((field) => textOf(field) === '')) return { number, kind: 'blank' };

  const keys = keysOf((field) => (cellOf(field)?.kind === 'uncomputed' ? '' : textOf(field)));
  const problems = new Map<AcceptanceField, RowProblem>();
  const note = (problem: RowProblem) => problems.set(problem.field, problem);
  for (const field of DETAILS) {
    const cell = cellOf(field);
    const problem = cellProblem(cell) ?? (field === 'phoneNumber' ? phoneProblem(cell) : undefined);
    if (problem) note({ field, problem });
  }
  const broken = (['customerId', 'customer', 'domain'] as const)
    .map((field) => cellProblem(cellOf(field)))
    .find(Boolean);
  if (broken) note({ field: 'customerId', problem: broken });

  const date = dateIn(cellOf('acceptanceDate'), problems.has('acceptanceDate'));
  if (date.problem) note(date.problem);
  const input: AcceptanceInput = {
    customerId: (keys.customerId ?? keys.domain ?? keys.customer ?? '').slice(0, 100),
    acceptanceDate: date.text,
    firstName: textOf('firstName'),
    lastName: textOf('lastName'),
    email: textOf('email'),
    phoneNumber: textOf('phoneNumber'),
  };
  const parsed = parseAcceptance(input, latestDate);
  if (parsed.kind === 'invalid') {
    for (const { field, problem } of parsed.problems) {
      if (problems.has(field)) continue;
      note({ field, problem, ...(field === 'acceptanceDate' && date.text !== '' && { typed: date.text }) });
    }
  }
  if (problems.size > 0 || parsed.kind === 'invalid') {
    return { number, kind: 'wrong', keys, problems: [...problems.values()] };
  }
  const { acceptanceDate, contact } = parsed.acceptance;
  return { number, kind: 'right', keys, acceptedOn: acceptanceDate, contact };
}

function keysOf(textOf: (field: ImportField) => string): CustomerKeys {
  return Object.fromEntries(
    (['customerId', 'customer', 'domain'] as const)
      .map((field) => [field, textOf(field)] as const)
      .filter(([, text]) => text !== ''),
  );
}

/** A day as the form wants it, or what to say about it. */
function dateIn(cell: Cell | undefined, isNoted: boolean): { text: string; problem?: RowProblem } {
  const field = 'acceptanceDate';
  const written = cleaned(cell);
  const typed = written.slice(0, 40);
  if (!cell || isNoted || typed === '') return { text: typed };
  if (cell.kind === 'part-of-date') return { text: typed, problem: { field, problem: 'part-of-date' } };
  // A day that is computed may be another one by tomorrow; nobody agreed to that one.
  if (cell.isFormula) return { text: typed, problem: { field, problem: 'formula-date' } };
  if (cell.kind === 'date') return { text: typed };
  const date = readWrittenDate(written);
  // `20181013` is no day of any spreadsheet's count, so it can only be written out.
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

/**
 * A spreadsheet that keeps a phone number as a number drops the nought or the plus at its beginning. Only where a plus makes
 * it whole does nothing else lack.
 */
function phoneProblem(cell: Cell | undefined): RowProblemName | undefined {
  return cell?.kind === 'number' && !isWhole(`+${cell.text}`) ? 'number-for-phone' : undefined;
}

/** Errors as spreadsheets write them, in their own words or translated: `#N/A`, `#REF!`, `#NOM?`. */
const SPREADSHEET_ERROR = /^#(N\/A|[A-ZÀ-Þ0-9/]+[!?])$/;

function cellProblem(cell: Cell | undefined): RowProblemName | undefined {
  if (!cell) return undefined;
  if (cell.kind === 'uncomputed') return 'not-computed';
  if (cell.kind === 'error' || SPREADSHEET_ERROR.test(cell.text.trim())) return 'spreadsheet-error';
  // A formula in a file of plain text was never computed.
  return cell.kind === 'text' && !cell.isFormula && cleaned(cell).startsWith('=') ? 'formula' : undefined;
}

/**
 * What a cell holds: `="00123"` is how programs keep a text from being computed, an apostrophe before a sign how
 * spreadsheets and our own files do.
 */
function cleaned(cell: Cell | undefined): string {
  const text = (cell?.text ?? '').replace(/[\u00a0\u202f\u200b\ufeff]/g, ' ').trim();
  const quoted = /^="([^"]*)"$/.exec(text)?.[1];
  return (quoted ?? text.replace(/^'(?=[=+\-@])/, '')).trim();
}
