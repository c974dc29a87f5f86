import type { TableChecker } from '../domain/check-table.ts';
import { LONGEST_CELL, MOST_COLUMNS, type Cell } from '../domain/import-table.ts';
import { serialDate } from '../domain/serial-date.ts';
import { isTrue } from './workbook.ts';
import type { ZipArchive } from './zip-archive.ts';

/** What a cell's number means in this workbook. */
export interface SheetWords {
  strings: readonly string[];
  dateStyles: ReadonlySet<number>;
  is1904: boolean;
}

/**
 * Gives the rows of a sheet to the checker as they are read. A merged cell counts at its first place. Of a formula counts
 * what it came to when the file was saved; it is never computed here.
 */
export async function readSheet(
  zip: ZipArchive,
  path: string,
  words: SheetWords,
  checker: Pick<TableChecker, 'add'>,
): Promise<void> {
  let goesOn = true;
  let row = { number: 0, isHidden: false, cells: [] as (Cell | undefined)[] };
  let cell = newCell(-1, {});
  let isValue = false;

  await zip.readXml(path, {
    open(name, attributes) {
      switch (name) {
        case 'row': {
          const number = Number(attributes.r ?? row.number + 1);
          row = { number, isHidden: isTrue(attributes.hidden), cells: [] };
          cell = newCell(-1, {});
          return;
        }
        case 'c':
          cell = newCell(cell.column + 1, attributes);
          return;
        case 'f':
          cell.isFormula = true;
          return;
        case 'v':
        case 't':
          isValue = true;
          return;
        case 'rPh':
          isValue = false;
          return;
      }
    },
    text: (piece) => void (isValue && cell.value.length <= LONGEST_CELL && (cell.value += piece)),
    close(name) {
      if (name === 'v' || name === 't') isValue = false;
      if (name === 'c' && cell.column < MOST_COLUMNS) row.cells[cell.column] = meaningOf(cell, words);
      if (name === 'row' && goesOn) goesOn = checker.add(row, row.isHidden);
    },
    goesOn: () => goesOn,
  });
}

interface RawCell {
  column: number;
  type: string;
  style: number;
  value: string;
  isFormula: boolean;
}

function newCell(next: number, { r, t = 'n', s = '0' }: Record<string, string>): RawCell {
  return {
    column: r === undefined ? next : columnOf(r),
    type: t,
    style: Number(s),
    value: '',
    isFormula: false,
  };
}

/** « B3 » is the second column: 1. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference) {
    const place = letter.charCodeAt(0) - 64;
    if (place < 1 || place > 26) break;
    column = column * 26 + place;
  }
  return column - 1;
}

function meaningOf(
  { type, style, value, isFormula }: RawCell,
  { strings, dateStyles, is1904 }: SheetWords,
): Cell | undefined {
  const text = type === 's' ? (strings[Number(value)] ?? '') : value;
  if (text.trim() === '') return undefined;
  const formula = isFormula ? { isFormula } : {};
  if (type === 'e') return { text, kind: 'error', ...formula };
  if (type !== 'n') return { text: text.slice(0, LONGEST_CELL), kind: 'text', ...formula };
  const number = Number(text);
  const date = dateStyles.has(style) ? serialDate(number, is1904) : undefined;
  return date === undefined
    ? { text: Number.isFinite(number) ? plainNumber(number) : text, kind: 'number', ...formula }
    : { text: date, kind: 'date', ...formula };
}

/** A phone number that was taken for a number comes out in full. */
function plainNumber(number: number): string {
  return Number.isInteger(number) ? BigInt(number).toString() : String(number);
}
