import type { CalendarDate } from '../time/calendar-date.ts';
import { isEmailAddress } from '../confirming/email-address.ts';
import {
  fieldNamed,
  findColumns,
  findCustomerColumns,
  type Columns,
  type ColumnsFound,
} from './import-columns.ts';
import type { CheckedFile, FileNotes, FileProblem, NotedRows } from './import-file.ts';
import type { ImportPurpose } from './import-purpose.ts';
import { checkAskRow, checkRow, type CheckedRow, type PhoneNote } from './import-row.ts';
import { MOST_ROWS, type TableRow } from './import-table.ts';

/** Among how many of the first rows that are not empty the header is looked for. */
const HEADER_WITHIN = 20;
/** How many row numbers are named where many rows have the same problem. */
const ROWS_NAMED = 10;

/** Takes a table's rows one by one, so that only the results are held. */
export interface TableChecker {
  /** Adds a row; false once no more rows need to be read. Rows come in order; empty ones may be left out. */
  add(row: TableRow, isHidden?: boolean): boolean;
  finish(): CheckedFile;
  /** Whether all rows were empty. */
  isBlank(): boolean;
}

/** How a table is to be read. `latestDate` and `country`: see `checkRow`. */
export interface CheckRules {
  purpose: ImportPurpose;
  latestDate: CalendarDate;
  country?: string | undefined;
  /** Whether a list of customers must have titles, as where another sheet may be the list. */
  needsTitles?: boolean;
}

/** Finds the header and checks every row below it. */
export function createTableChecker(rules: CheckRules): TableChecker {
  const { latestDate, country } = rules;
  const isOfAsks = rules.purpose === 'asks';
  const first: TableRow[] = [];
  const rows: Exclude<CheckedRow, { kind: 'blank' }>[] = [];
  let found: ColumnsFound | undefined;
  let tooMany = false;
  let hiddenRows = 0;
  let blankRows = 0;
  const phones: Partial<Record<PhoneNote, NotedRows>> = {};

  function notePhone(note: PhoneNote, number: number): void {
    const noted = (phones[note] ??= { count: 0, rows: [] });
    noted.count += 1;
    if (noted.rows.length < ROWS_NAMED) noted.rows.push(number);
  }

  function settle(): void {
    found = isOfAsks ? findCustomerColumns(first, rules.needsTitles) : findColumns(first);
    if (found.kind !== 'found') return;
    const { columns, header } = found;
    for (const row of first) if (row.number > header) check(row, columns);
  }

  function check(row: TableRow, columns: Columns): void {
    const checked = isOfAsks ? checkAskRow(row, columns) : checkRow(row, columns, latestDate, country);
    if (checked.kind === 'blank') blankRows += 1;
    else rows.push(checked);
    if (checked.kind === 'right' && checked.phone) notePhone(checked.phone, checked.number);
    tooMany = rows.length + blankRows > MOST_ROWS;
  }

  return {
    add(row, isHidden = false) {
      if (row.cells.every((cell) => !cell?.text.trim())) return true;
      if (isHidden) {
        hiddenRows += 1;
        return true;
      }
      if (!found) {
        first.push(row);
        if (first.length === HEADER_WITHIN) settle();
      } else if (found.kind === 'found') check(row, found.columns);
      return !tooMany && found?.kind !== 'missing';
    },
    isBlank: () => first.length === 0,
    finish() {
      if (!found) settle();
      const problem = problemOf(found, first, tooMany, { rows: rows.length, hiddenRows });
      if (problem) return { kind: 'refused', problem };
      const unusedColumns = found?.kind === 'found' ? found.unused : [];
      const notes: FileNotes = {
        ...{ blankRows, hiddenRows, sheet: null },
        ...(unusedColumns.length > 0 && { unusedColumns }),
        ...(Object.keys(phones).length > 0 && { phones }),
      };
      return { kind: 'checked', rows, notes };
    },
  };
}

/** Returns what is wrong with rows whose first one is no usable header, or has no rows below it. */
export function problemOfHeader(titles: readonly string[]): FileProblem {
  const first: TableRow[] = [{ number: 1, cells: titles.map((text) => ({ text, kind: 'text' })) }];
  return problemOf(findColumns(first), first, false, { rows: 0, hiddenRows: 0 }) ?? { kind: 'empty' };
}

function problemOf(
  found: ColumnsFound | undefined,
  first: readonly TableRow[],
  tooMany: boolean,
  { rows, hiddenRows }: { rows: number; hiddenRows: number },
): FileProblem | undefined {
  if (tooMany) return { kind: 'too-many-rows' };
  const none = { kind: hiddenRows > 0 ? 'hidden' : 'empty' } as const;
  if (!found || first.length === 0) return none;
  if (rows === 0 && isAllOnOneLine(first)) return { kind: 'one-line' };
  switch (found.kind) {
    case 'missing':
      return unseenColumns(first) ?? { kind: 'columns-missing', fields: found.fields };
    case 'twice':
      return { kind: 'columns-twice', names: found.names };
    case 'full-name':
      return { kind: 'full-name' };
    case 'found':
      return rows === 0 ? none : undefined;
  }
}

/** Returns why missing columns may be there after all; undefined where they are not. */
function unseenColumns(first: readonly TableRow[]): FileProblem | undefined {
  if (first.some(({ isCut }) => isCut)) return { kind: 'too-many-columns' };
  const isComputed = first.every(({ cells }) => cells.every((cell) => cell?.kind !== 'uncomputed'));
  return isComputed ? undefined : { kind: 'not-computed' };
}

/** Whether the bot's own header goes on with an e-mail address: the line ends were lost, as in an e-mail or a chat. */
function isAllOnOneLine(first: readonly TableRow[]): boolean {
  const [only, ...others] = first;
  if (!only || others.length > 0) return false;
  const texts = only.cells.map((cell) => cell?.text ?? '');
  return texts.filter((text) => fieldNamed(text)).length >= TITLES_OF_A_HEADER && texts.some(holdsAddress);
}
const TITLES_OF_A_HEADER = 3;

const holdsAddress = (text: string) => text.split(/\s+/).some(isEmailAddress);
