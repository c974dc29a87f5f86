import { csvLine } from '../../src/domain/text/csv.ts';
import { CUSTOMER_FIELDS, fieldNamed } from '../../src/domain/importing/import-columns.ts';
import { MOST_ROWS } from '../../src/domain/importing/import-table.ts';
import type { IncomingActivity } from '../teams/activity.ts';
import { cellsIn, linesOf, tableIn, textsOf } from './pasted-rows.ts';

/** How long a line with a customer's name may be: a line of a letter is longer. */
const LONGEST_LINE = 200;

/**
 * Returns the list of customers that a person pasted under a line of titles: one that names them, alone or beside another
 * title that is known, and at least one line more. Undefined for a message like any other.
 */
export function pastedList(activity: IncomingActivity): Buffer | undefined {
  for (const text of textsOf(activity)) {
    const table = tableIn(text, isList);
    if (table !== undefined) return Buffer.from(table);
  }
  return undefined;
}

function isList([header, ...lines]: readonly string[]): boolean {
  if (header === undefined || lines.length === 0 || lines.some(isQuestion)) return false;
  const [title, ...others] = cellsIn(header);
  if (title === undefined) return false;
  const fields = [title, ...others].map((cell) => fieldNamed(cell));
  const isNamed = fields.some((field) => CUSTOMER_FIELDS.some((each) => each === field));
  return isNamed && (others.length === 0 || fields.filter((field) => field).length >= TITLES_OF_A_LIST);
}
/** How many known titles make a line one of titles: a question may begin with « Company, », but not with two. */
const TITLES_OF_A_LIST = 2;

const isQuestion = (line: string) => line.trimEnd().endsWith('?');

/** A line that may name a customer, with each text that may be the name. */
export interface NamingLine {
  /** The line itself, as it is and without its bullet. */
  whole: string[];
  cells: string[];
}

/**
 * Returns the lines of a message that may each name a customer: two or more short ones, none a question. Undefined for a
 * message like any other.
 */
export function namingLines({ text }: Pick<IncomingActivity, 'text'>): NamingLine[] | undefined {
  const lines = linesOf(text);
  const mayBeNames = lines.every((line) => line.length <= LONGEST_LINE && !isQuestion(line));
  if (lines.length < 2 || lines.length > MOST_ROWS || !mayBeNames) return undefined;
  return lines.map((line) => ({ whole: [line.trim(), unmarked(line)], cells: cellsIn(line) }));
}

/** Returns the lines as a table. One that is a customer's name, commas and all, becomes one cell. */
export function tableOf(lines: readonly NamingLine[], isCustomer: (name: string) => boolean): Buffer {
  const rows = lines.map(({ whole, cells }) => {
    const name = whole.find(isCustomer) ?? (cells.length > 1 ? undefined : whole.at(-1));
    return csvLine(name === undefined ? cells : [name]);
  });
  return Buffer.from(rows.join(''));
}

/** « - Contoso », « 3. Contoso » */
const unmarked = (line: string) => line.replace(/^\s*(?:[-*•–]|\d{1,4}[.)])\s+/, '').trim();
