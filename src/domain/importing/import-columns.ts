import { cleanKey } from '../text/clean-text.ts';
import { searchable } from '../customers/customer.ts';
import { IMPORT_FIELDS, type ImportField } from './import-field.ts';
import { TITLES, TITLES_BESIDE } from './import-titles.ts';
import type { TableRow } from './import-table.ts';

/** The fields needed beside one that says which customer is meant. */
const NEEDED = ['acceptanceDate', 'firstName', 'lastName', 'email'] as const satisfies ImportField[];
/** The fields that each say which customer is meant. */
export const CUSTOMER_FIELDS = ['customerId', 'customer', 'domain'] as const satisfies ImportField[];
export type NeededColumn = 'customer' | (typeof NEEDED)[number];

/** Where each field stands in a row, by index. */
export type Columns = Partial<Record<ImportField, number>> & {
  /** Further columns of phone numbers, such as « Mobile » beside « Phone ». The first one filled in counts. */
  otherPhones?: readonly number[];
};

export type ColumnsFound =
  | {
      kind: 'found';
      columns: Columns;
      header: number;
      /** The titles of the first columns that are not read. */
      unused: string[];
    }
  | { kind: 'missing'; fields: NeededColumn[] }
  /** One column holds both names, which cannot be parted for sure. */
  | { kind: 'full-name' }
  /** The titles of the two columns that mean the same. */
  | { kind: 'twice'; names: string[] };

/**
 * Fields of which a second column does no harm: phone numbers are optional, and a full name is read only where its parts
 * are missing.
 */
const MAY_BE_TWICE: ReadonlySet<ImportField> = new Set(['fullName', 'phoneNumber']);

/** The columns of a template, in order. Their titles are in the strings, and `findColumns` recognises them. */
export const TEMPLATE_FIELDS = [
  'customer',
  'customerId',
  'acceptanceDate',
  'firstName',
  'lastName',
  'email',
  'phoneNumber',
] as const satisfies ImportField[];

/** The columns of a template for customers to ask, in order. */
export const LIST_FIELDS = ['customer', 'customerId'] as const satisfies ImportField[];

/**
 * Finds the header among rows by the titles of its columns, in any language that has a list of them. Case, accents, blanks,
 * punctuation and text in brackets do not matter. A title or an explanation may come before it. Unknown columns are not
 * read, but named.
 */
export function findColumns(rows: readonly TableRow[]): ColumnsFound {
  const best = headerAmong(rows);
  if (!best) return { kind: 'missing', fields: ['customer', ...NEEDED] };
  const { known, header, titles } = best;
  const twice = namedTwice(known, titles, IMPORT_FIELDS);
  if (twice) return twice;
  const columns = columnsOf(known);
  const missing: NeededColumn[] = [
    ...(hasCustomer(columns) ? [] : (['customer'] as const)),
    ...NEEDED.filter((field) => !(field in columns)),
  ];
  const namesMissing = missing.includes('firstName') || missing.includes('lastName');
  if (namesMissing && 'fullName' in columns) return { kind: 'full-name' };
  if (missing.length > 0) return { kind: 'missing', fields: missing };
  return { kind: 'found', columns, header, unused: unusedTitles(titles, known) };
}

/**
 * Finds only the columns that say which customer is meant, as `findColumns` does. Unless it `needsTitles`, a list without
 * any known title counts as customers from its first row on, in its first columns.
 */
export function findCustomerColumns(rows: readonly TableRow[], needsTitles = false): ColumnsFound {
  const best = headerAmong(rows);
  if (!best && needsTitles) return { kind: 'missing', fields: ['customer'] };
  if (!best) return { kind: 'found', columns: FIRST_COLUMNS, header: 0, unused: [] };
  const { header, titles } = best;
  const known = best.known.filter(([field]) => CUSTOMER_FIELDS.some((each) => each === field));
  const twice = namedTwice(known, titles, CUSTOMER_FIELDS);
  if (twice) return twice;
  if (known.length === 0) return { kind: 'missing', fields: ['customer'] };
  return { kind: 'found', columns: columnsOf(known), header, unused: unusedTitles(titles, known) };
}

/** The columns of a list without titles. Any of them may hold a name, a tenant id or a domain. */
const FIRST_COLUMNS: Columns = { customer: 0, customerId: 1, domain: 2 };

const hasCustomer = (columns: Columns) => CUSTOMER_FIELDS.some((field) => field in columns);

interface Header {
  known: Known[];
  header: number;
  titles: string[];
}

/** Returns the row with the most known titles; undefined where no row has one. */
function headerAmong(rows: readonly TableRow[]): Header | undefined {
  let best: Header | undefined;
  for (const [place, row] of rows.entries()) {
    const titles = titlesIn(row, rows[place - 1]);
    const named = titles.flatMap((title, place): Known[] => {
      const field = fieldNamed(title);
      return field ? [[field, place]] : [];
    });
    const known = withHalves(named, titles);
    if (!best || known.length > best.known.length) best = { known, header: row.number, titles };
  }
  return best && best.known.length > 0 ? best : undefined;
}

const placesOf = (known: readonly Known[], field: ImportField) =>
  known.filter(([each]) => each === field).map(([, place]) => place);

/** Returns the first of some fields that has two columns. */
function namedTwice(
  known: readonly Known[],
  titles: readonly string[],
  fields: readonly ImportField[],
): Extract<ColumnsFound, { kind: 'twice' }> | undefined {
  const twice = fields
    .filter((field) => !MAY_BE_TWICE.has(field))
    .map((field) => placesOf(known, field))
    .find((places) => places.length > 1);
  return twice && { kind: 'twice', names: twice.slice(0, 2).map((place) => titles[place] ?? '') };
}

function columnsOf(known: readonly Known[]): Columns {
  const [phoneNumber, ...otherPhones] = placesOf(known, 'phoneNumber');
  return {
    ...Object.fromEntries(known),
    ...(phoneNumber !== undefined && { phoneNumber }),
    ...(otherPhones.length > 0 && { otherPhones }),
  };
}
/** Returns the titles of columns that are not read; a full name beside its two halves is one. */
function unusedTitles(titles: readonly string[], known: readonly Known[]): string[] {
  const used = new Set(known.filter(([field]) => field !== 'fullName').map(([, place]) => place));
  return titles
    .map((title, place) =>
      used.has(place) ? '' : cleanKey(title).replace(/\s+/g, ' ').slice(0, LONGEST_TITLE),
    )
    .filter((title) => title !== '')
    .slice(0, TITLES_NAMED);
}
const TITLES_NAMED = 12;
const LONGEST_TITLE = 60;

/** Returns a row's titles. One may stand a row higher, in a cell merged with the empty one below it. */
function titlesIn(row: TableRow, above: TableRow | undefined): string[] {
  const width = Math.max(row.cells.length, above?.cells.length ?? 0);
  return Array.from({ length: width }, (_, place) => {
    const title = row.cells[place]?.text ?? '';
    const higher = title.trim() === '' ? (above?.cells[place]?.text ?? '') : '';
    return fieldNamed(higher) ? higher : title;
  });
}

/** Returns the field that a column of this title holds; undefined for an unknown title. */
export function fieldNamed(title: string): ImportField | undefined {
  return FIELD_BY_NAME.get(folded(title));
}

/**
 * Folds a title, without text in brackets and without the line ends of titles in two lines, which some programs spell
 * out.
 */
const folded = (title: string) =>
  searchable(title.replace(/_x[\da-f]{4}_/gi, ' ').replace(/\([^()]*\)|\[[^[\]]*\]/g, ' '));

/** Lets a title for a whole name mean one half, where the other half has a column in the same language. */
function withHalves(known: readonly Known[], titles: readonly string[]): Known[] {
  const names = titles.map(folded);
  const taken = new Set(known.map(([field]) => field));
  return known.map(([field, place]): Known => {
    const half = TITLES_BESIDE.find(
      ({ title, beside }) => title === names[place] && beside.some((each) => names.includes(each)),
    );
    return half && !taken.has(half.field) ? [half.field, place] : [field, place];
  });
}
type Known = [field: ImportField, place: number];

const FIELD_BY_NAME: ReadonlyMap<string, ImportField> = new Map(
  IMPORT_FIELDS.flatMap((field) => TITLES[field].map((name): [string, ImportField] => [name, field])),
);
