import type { Language } from '../language.ts';

/** The beginnings by which a spreadsheet takes a cell for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** Marks a file as UTF-8 for the spreadsheets that would guess otherwise. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** One line of a CSV file (RFC 4180). Null is an empty cell; what a spreadsheet would run as a formula stays a text. */
export function csvLine(cells: readonly (string | number | null)[], delimiter: ',' | ';' = ','): string {
  return `${cells.map((cell) => csvCell(cell, delimiter)).join(delimiter)}\r\n`;
}

/** The delimiters of spreadsheets by language: where decimals have a comma, lists have a semicolon. */
export const CSV_DELIMITER = { en: ',', fr: ';' } as const satisfies Record<Language, ',' | ';'>;

function csvCell(cell: string | number | null, delimiter: string): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /["\r\n]/.test(text) || text.includes(delimiter) || text !== text.trim()
    ? `"${text.replaceAll('"', '""')}"`
    : text;
}
