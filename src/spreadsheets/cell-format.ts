/** What a cell's number format makes of a number. `part-of-day`: a month and a year, or a day without its year. */
export interface CellFormat {
  shows: 'day' | 'part-of-day' | 'number';
  /** As the workbook writes it; `General` for those that every spreadsheet knows by number and that show plain digits. */
  code: string;
}

export const GENERAL: CellFormat = { shows: 'number', code: 'General' };

/** Returns what a format means by its number and, where the workbook has one of its own, its code. */
export function cellFormat(id: number, code: string | undefined): CellFormat {
  if (code === undefined) return { shows: builtIn(id), code: 'General' };
  // What stands in quotes, brackets and after a backslash is no code.
  const plain = code.replace(/"[^"]*"|\[[^\]]*\]|[\\_*]./g, '').split(';')[0] ?? '';
  const isDate = /[yd]|mmm/i.test(plain) && !/[#?]|general/i.test(plain);
  if (!isDate) return { shows: 'number', code };
  const isWhole = /(?<!d)d{1,2}(?!d)/i.test(plain) && /m/i.test(plain) && /[ye]/i.test(plain);
  return { shows: isWhole ? 'day' : 'part-of-day', code };
}

/**
 * 18 to 21 and 45 to 47 show a time alone; 16 is « 13-Oct », 17 « Oct-18 ». Those of eastern Asia depend on the language.
 */
function builtIn(id: number): CellFormat['shows'] {
  if (id === 16 || id === 17) return 'part-of-day';
  const isDay = id === 14 || id === 15 || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  return isDay ? 'day' : 'number';
}
