import { LONGEST_CELL, type Cell } from '../domain/importing/import-table.ts';
import { serialDate } from '../domain/time/serial-date.ts';
import { GENERAL, type CellFormat } from './cell-format.ts';
import { formatNumber } from './format-number.ts';
import { decodeXString } from './xstring.ts';

/** What a cell's value means in this workbook. */
export interface SheetWords {
  strings: readonly string[];
  /** By the number of the cell's style. */
  formats: readonly CellFormat[];
  is1904: boolean;
  /** The program that wrote the file left its formulas to be computed, and may have written 0 for each. */
  isToBeComputed: boolean;
}

/** A cell as a sheet's XML has it. */
export interface RawCell {
  column: number;
  type: string;
  style: number;
  value: string;
  hasValue: boolean;
  isFormula: boolean;
}

/** Returns a cell as a person sees it; undefined where there is nothing to see. */
export function meaningOf(cell: RawCell, words: SheetWords): Cell | undefined {
  const { type, value, isFormula } = cell;
  if (isFormula && wasNeverComputed(cell, words)) return { text: '=', kind: 'uncomputed', isFormula };
  const text = type === 's' ? (words.strings[Number(value)] ?? '') : decodeXString(value);
  if (text.trim() === '') return undefined;
  const formula = isFormula ? { isFormula } : {};
  switch (type) {
    case 'n':
      return { ...numberMeaning(text, cell, words), ...formula };
    case 'd':
      return { ...dayMeaning(text, cell, words), ...formula };
    case 'b':
      return { text: text === '0' || text === 'false' ? 'FALSE' : 'TRUE', kind: 'text', ...formula };
    case 'e':
      return { text, kind: 'error', ...formula };
    default:
      return { text: text.slice(0, LONGEST_CELL), kind: 'text', ...formula };
  }
}

/** An empty text is a result too, but only where the cell says that it is a text. */
function wasNeverComputed({ type, value, hasValue }: RawCell, { isToBeComputed }: SheetWords): boolean {
  if (type === 'str') return !hasValue;
  return value.trim() === '' || (isToBeComputed && type === 'n' && Number(value) === 0);
}

function numberMeaning(text: string, { style }: RawCell, { formats, is1904 }: SheetWords): Cell {
  const number = Number(text);
  const { shows, code } = formats[style] ?? GENERAL;
  if (!Number.isFinite(number)) return { text, kind: 'number' };
  const date = shows === 'number' ? undefined : serialDate(number, is1904);
  if (date !== undefined) return { text: date, kind: shows === 'day' ? 'date' : 'part-of-date' };
  const plain = plainNumber(number);
  const shown = shows === 'number' ? formatNumber(number, code) : undefined;
  return shown === undefined || shown === plain
    ? { text: plain, kind: 'number' }
    : { text: shown, kind: 'text' };
}

/** Strict workbooks write days in ISO 8601. */
function dayMeaning(text: string, { style }: RawCell, { formats }: SheetWords): Cell {
  const day = /^(\d{4}-\d{2}-\d{2})(?:T[\d:.]+)?$/.exec(text)?.[1];
  if (day === undefined) return { text, kind: 'text' };
  return { text: day, kind: formats[style]?.shows === 'part-of-day' ? 'part-of-date' : 'date' };
}

/** A phone number that was taken for a number comes out in full. */
function plainNumber(number: number): string {
  return Number.isInteger(number) ? BigInt(number).toString() : String(number);
}
