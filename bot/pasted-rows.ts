import { csvLine } from '../src/domain/csv.ts';
import { isEmailAddress } from '../src/domain/acceptance.ts';
import {
  fieldNamed,
  findColumns,
  type ImportField,
  type NeededColumn,
} from '../src/domain/import-columns.ts';
import { LONGEST_CELL } from '../src/domain/import-table.ts';
import type { IncomingActivity } from './activity.ts';
import { withoutMentions } from './commands.ts';

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
/** A question may list words that are columns too; nobody asks one with a customer and so many details in one line. */
const DETAILS_NEEDED = 2;

/**
 * Rows that somebody pasted: a line of known column names, the customer among them, and at least one line more. Undefined
 * for anything else, which is a message like any other.
 */
export function pastedRows(activity: IncomingActivity): Buffer | undefined {
  const table = tablesIn(activity)
    .map((rows) => rows.map((cells) => csvLine(cells)).join(''))
    .find(isTable);
  const text = table ?? withoutMentions(activity.text);
  return isTable(text) ? Buffer.from(text) : undefined;
}

/**
 * The columns that rows lack which somebody pasted without a header, or with one nobody knows; undefined for what is a
 * message like any other. Such rows hold contact details: they are no question, to be kept or passed on.
 */
export function columnsMissing(activity: IncomingActivity): NeededColumn[] | undefined {
  const lines = linesOf(withoutMentions(activity.text));
  const tables = [...tablesIn(activity), ...DELIMITERS.map((delimiter) => cellsOf(lines, delimiter))];
  const rows = tables.find(isListOfRows);
  if (!rows) return undefined;
  const found = findColumns(
    rows.slice(0, 1).map((cells) => ({ number: 1, cells: cells.map((text) => ({ text, kind: 'text' })) })),
  );
  return found.kind === 'missing' ? found.fields : [];
}

const linesOf = (text: string): string[] => text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');

/** Only what may be a row: in a sentence commas and semicolons have a blank behind them, and a question ends as one. */
function cellsOf(lines: readonly string[], delimiter: string): string[][] {
  const isPunctuation = delimiter === ',' || delimiter === ';';
  return lines
    .filter((line) => !line.trimEnd().endsWith('?'))
    .map((line) => line.split(delimiter))
    .filter((cells) => cells.some(holdsAddress) || !isPunctuation || !cells.slice(1).some(beginsBlank));
}

const beginsBlank = (cell: string) => /^\s+\S/.test(cell);

/** Two rows as wide as each other, or one with somebody's address. */
function isListOfRows(rows: readonly string[][]): boolean {
  const wide = rows.filter(({ length }) => length >= CELLS_OF_A_ROW);
  return (
    new Set(wide.map(({ length }) => length)).size < wide.length ||
    wide.some((cells) => cells.some(holdsAddress))
  );
}
const CELLS_OF_A_ROW = 3;

/** « ana@b.example », « Ana Exemple <ana@b.example> »: more words are a sentence. */
function holdsAddress(cell: string): boolean {
  const words = cell.trim().slice(0, LONGEST_CELL).split(/\s+/);
  return words.length <= 3 && words.some((word) => isEmailAddress(word.replace(/^["'<(]+|[>"')]+$/g, '')));
}

function isTable(text: string): boolean {
  const [header, ...lines] = linesOf(text);
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

function tablesIn(activity: IncomingActivity): string[][][] {
  return activity.attachments
    .filter(({ contentType, content }) => contentType === 'text/html' && typeof content === 'string')
    .map(({ content }) => cellsIn(content as string));
}

/** The cells of the HTML that Teams makes of a pasted table; empty where there is none. */
function cellsIn(html: string): string[][] {
  const rows: string[][] = [];
  let from: number | undefined;
  for (const tag of html.matchAll(/<(\/?)(tr|td|th)\b[^<>]*>/gi)) {
    const isEnd = tag[1] === '/';
    const isRow = tag[2]?.toLowerCase() === 'tr';
    if (from !== undefined) rows.at(-1)?.push(textIn(html.slice(from, tag.index)));
    from = !isEnd && !isRow ? tag.index + tag[0].length : undefined;
    if (!isEnd && isRow) rows.push([]);
  }
  return rows;
}

function textIn(html: string): string {
  return html
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&(#\d{1,7}|#x[\da-f]{1,6}|\w{2,6});/gi, (whole, name: string) => entity(name) ?? whole)
    .replace(/\s+/g, ' ')
    .trim();
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

function entity(name: string): string | undefined {
  if (!name.startsWith('#')) return NAMED[name.toLowerCase()];
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
