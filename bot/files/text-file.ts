import { BYTE_ORDER_MARK, CSV_DELIMITER, csvLine } from '../../src/domain/text/csv.ts';
import type { Language } from '../../src/domain/language.ts';

export interface TextFile {
  name: string;
  text: string;
}

/** A CSV file that spreadsheets in a reader's language open with accents and columns right. */
export function csvFile(
  language: Language,
  name: string,
  rows: readonly (readonly (string | number | null)[])[],
): TextFile {
  const delimiter = CSV_DELIMITER[language];
  return { name, text: BYTE_ORDER_MARK + rows.map((cells) => csvLine(cells, delimiter)).join('') };
}
