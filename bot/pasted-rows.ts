import { csvLine } from '../src/domain/csv.ts';
import { fieldNamed, type ImportField } from '../src/domain/import-columns.ts';
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
  const table = activity.attachments
    .filter(({ contentType, content }) => contentType === 'text/html' && typeof content === 'string')
    .map(({ content }) => tableIn(content as string))
    .find(isTable);
  const text = table ?? withoutMentions(activity.text);
  return isTable(text) ? Buffer.from(text) : undefined;
}

function isTable(text: string): boolean {
  const [header, ...lines] = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
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

/** The cells of the HTML that Teams makes of a pasted table, as CSV; empty where there is none. */
function tableIn(html: string): string {
  const rows: string[][] = [];
  let from: number | undefined;
  for (const tag of html.matchAll(/<(\/?)(tr|td|th)\b[^<>]*>/gi)) {
    const isEnd = tag[1] === '/';
    const isRow = tag[2]?.toLowerCase() === 'tr';
    if (from !== undefined) rows.at(-1)?.push(textIn(html.slice(from, tag.index)));
    from = !isEnd && !isRow ? tag.index + tag[0].length : undefined;
    if (!isEnd && isRow) rows.push([]);
  }
  return rows.map((cells) => csvLine(cells)).join('');
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
