/** What an import reads of a cell. */
export interface Cell {
  /** As a person reads it; of a date cell `YYYY-MM-DD`. */
  text: string;
  /**
   * `date`: a day by the file's own account, whatever its look. `number`: no day, though it may have been meant as one.
   * `part-of-date`: the same, but the file shows it without its day or its year. `error`: what a spreadsheet shows when it
   * could not compute something. `uncomputed`: a formula that no spreadsheet has computed yet.
   */
  kind: 'text' | 'number' | 'date' | 'part-of-date' | 'error' | 'uncomputed';
  /** Whether the text was computed when the file was last saved, so that it may differ tomorrow. */
  isFormula?: boolean;
}

export interface TableRow {
  /** As the spreadsheet counts, from 1. */
  number: number;
  /** By column; empty cells are missing. */
  cells: readonly (Cell | undefined)[];
  /** Whether it goes on beyond the last column that is read. */
  isCut?: boolean;
}

/** How many rows a file may have: more than a partner has customers, and few enough to check while a person waits. */
export const MOST_ROWS = 10_000;
/** How many columns are read. */
export const MOST_COLUMNS = 200;
/** How many characters of a cell are read: every field is shorter. */
export const LONGEST_CELL = 400;
