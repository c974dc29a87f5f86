import { csvLine } from '../../src/domain/text/csv.ts';
import { isEmailAddress } from '../../src/domain/confirming/email-address.ts';
import { problemOfHeader } from '../../src/domain/importing/check-table.ts';
import { fieldNamed } from '../../src/domain/importing/import-columns.ts';
import type { FileProblem } from '../../src/domain/importing/import-file.ts';
import type { ImportField } from '../../src/domain/importing/import-field.ts';
import { LONGEST_CELL } from '../../src/domain/importing/import-table.ts';
import type { IncomingActivity } from '../teams/activity.ts';
import { readMessageHtml } from '../teams/message-html.ts';
import { htmlOf } from '../teams/said-text.ts';

const DELIMITERS = ['\t', ';', ',', '|'];
const CUSTOMER: readonly ImportField[] = ['customerId', 'customer', 'domain'];
const DETAILS: readonly ImportField[] = [
  'acceptanceDate',
  'firstName',
  'lastName',
  'fullName',
  'email',
  'phoneNumber',
];
/**
 * How many details beside the customer make a line one of titles: a question may hold some of these words, but not so
 * many.
 */
const DETAILS_NEEDED = 2;

/** How many lines may stand before the rows: a greeting, and a word on what they are. */
const LINES_BEFORE = 5;

/**
 * Returns the rows that a person pasted: a line of known column names, the customer among them, and at least one line more.
 * They are looked for in tables, in blocks of code, then in the text. Undefined for a message like any other.
 */
export function pastedRows(activity: IncomingActivity): Buffer | undefined {
  for (const text of textsOf(activity)) {
    const table = tableIn(text, isTable);
    if (table !== undefined) return Buffer.from(table);
  }
  return undefined;
}

/** Returns where rows may be in a message: its tables, its blocks of code, then its text. */
export function textsOf(activity: IncomingActivity): string[] {
  const html = htmlOf(activity).map(readMessageHtml);
  return [
    ...html.flatMap(({ tables }) => tables).map((rows) => rows.map((cells) => csvLine(cells)).join('')),
    ...html.flatMap(({ codeBlocks }) => codeBlocks),
    activity.text,
    ...html.map(({ text }) => text),
  ];
}

/**
 * What is wrong with rows that a person pasted without a header, with one that is not known, or on one line; undefined for a
 * message like any other. Such rows hold contact details: they are no question, to be kept or passed on.
 */
export function pastedProblem(activity: IncomingActivity): FileProblem | undefined {
  const html = htmlOf(activity).map(readMessageHtml);
  const texts = [...html.flatMap(({ codeBlocks }) => codeBlocks), activity.text].map(linesOf);
  const tables = [
    ...html.flatMap((each) => each.tables),
    ...texts.flatMap((lines) => DELIMITERS.map((delimiter) => cellsOf(lines, delimiter))),
  ];
  const [first] = tables.find(isListOfRows) ?? [];
  return first && problemOfHeader(first);
}

/** Returns the lines of a text that hold anything. */
export const linesOf = (text: string): string[] =>
  text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');

/**
 * Parts lines that may be rows. In a sentence commas and semicolons have a blank behind them, and a question ends as one.
 */
function cellsOf(lines: readonly string[], delimiter: string): string[][] {
  const isPunctuation = delimiter === ',' || delimiter === ';';
  return lines
    .filter((line) => !line.trimEnd().endsWith('?'))
    .map((line) => line.split(delimiter))
    .filter((cells) => cells.some(holdsAddress) || !isPunctuation || !cells.slice(1).some(beginsBlank));
}

const beginsBlank = (cell: string) => /^\s+\S/.test(cell);

/** Whether there are two rows of the same width, or one with an e-mail address. */
function isListOfRows(rows: readonly string[][]): boolean {
  const wide = rows.filter(({ length }) => length >= CELLS_OF_A_ROW);
  return (
    new Set(wide.map(({ length }) => length)).size < wide.length ||
    wide.some((cells) => cells.some(holdsAddress))
  );
}
const CELLS_OF_A_ROW = 3;

/** Whether a cell is « ana@b.example » or « Ana Exemple <ana@b.example> »; more words are a sentence. */
function holdsAddress(cell: string): boolean {
  const words = cell.trim().slice(0, LONGEST_CELL).split(/\s+/);
  return words.length <= 3 && words.some((word) => isEmailAddress(word.replace(/^["'<(]+|[>"')]+$/g, '')));
}

/** Returns the rows that `isTable` finds in a text, without the lines before them; undefined where it finds none. */
export function tableIn(text: string, isTable: (lines: readonly string[]) => boolean): string | undefined {
  const lines = linesOf(text);
  if (isTable(lines)) return text;
  for (let from = 1; from <= LINES_BEFORE && from < lines.length; from += 1) {
    if (isTable(lines.slice(from))) return lines.slice(from).join('\n');
  }
  return undefined;
}

/** Returns the cells of a line, parted by the delimiter that gives the most of them. */
export function cellsIn(line: string): string[] {
  const parted = DELIMITERS.map((delimiter) => line.split(delimiter));
  const most = parted.reduce((left, right) => (right.length > left.length ? right : left), [line]);
  return most.map((cell) => cell.replaceAll('"', '').trim());
}

function isTable([header, ...lines]: readonly string[]): boolean {
  if (header === undefined || lines.length === 0 || header.length > 2_000) return false;
  return DELIMITERS.some((delimiter) => {
    const fields = new Set(header.split(delimiter).map((cell) => fieldNamed(cell.replaceAll('"', ''))));
    const details = DETAILS.filter((field) => fields.has(field));
    return (
      CUSTOMER.some((field) => fields.has(field)) &&
      details.length >= DETAILS_NEEDED &&
      lines.some((line) => line.includes(delimiter))
    );
  });
}
