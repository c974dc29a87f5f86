/** A cell as far as an import looks at it. */
export interface Cell {
  /** As a person reads it; of a date cell `YYYY-MM-DD`. */
  text: string;
  /**
   * `date`: a day by the file's own account, whatever its look. `number`: no day, though it may have been meant as one.
   * `part-of-date`: the same, but the file shows it without its day or its year. `error`: what a spreadsheet shows when it
   * could not compute something. `uncomputed`: a formula that no spreadsheet has computed yet.
   */
  kind: 'text' | 'number' | 'date' | 'part-of-date' | 'error' | 'uncomputed';
  /** The text was computed when the file was last saved, and may say something else tomorrow. */
  isFormula?: boolean;
}

export interface TableRow {
  /** As the spreadsheet counts, from 1. */
  number: number;
  /** By column; what is empty is missing. */
  cells: readonly (Cell | undefined)[];
  /** It goes on beyond the last column that is looked at. */
  isCut?: boolean;
}

/** More rows than anybody has customers, and few enough to be checked while someone waits. */
export const MOST_ROWS = 10_000;
/** Columns beyond these are not looked at. */
export const MOST_COLUMNS = 200;
/** Longer cells are cut: whatever is asked for is shorter. */
export const LONGEST_CELL = 400;
