import type { NeededColumn } from './import-columns.ts';
import type { CheckedRow, PhoneNote } from './import-row.ts';

export const FILE_PROBLEMS = [
  'not-a-table',
  'old-excel',
  'protected',
  'unknown-encoding',
  'damaged',
  'too-large',
  'too-many-rows',
  'too-many-columns',
  'too-many-sheets',
  'too-slow',
  'empty',
  'hidden',
  'not-computed',
  'one-line',
  'full-name',
  'host-not-allowed',
  'download-expired',
  'download-failed',
  'several-files',
] as const;

/** Why a file cannot be used at all, as far as its sender can act on it. */
export type FileProblem = (
  | { kind: (typeof FILE_PROBLEMS)[number] }
  /** Quotes that are opened in this row have no end. */
  | { kind: 'open-quote'; row: number }
  | { kind: 'columns-missing'; fields: NeededColumn[] }
  /** As the file writes them. */
  | { kind: 'columns-twice'; names: string[] }
) & {
  /** The one sheet that it is about, where it could have been another. */
  sheet?: string;
};

/** What is worth saying about a file beside its rows. */
export interface FileNotes {
  /** Rows with no details yet, as in a template that is half filled in. */
  blankRows: number;
  /** Rows that the spreadsheet does not show. */
  hiddenRows: number;
  /** The one sheet that was read, where others could have been. */
  sheet: string | null;
  /** Another sheet holds rows as well, which were not read. */
  hasMoreSheets?: true;
  /** Nothing in the file says how its letters are written; they were read as those of western Europe. */
  isGuessedWestern?: true;
  /** Titles of the first columns that nothing is read from, as the file writes them. */
  unusedColumns?: string[];
  /** Rows of which something is to be said of the phone number before it is sent. */
  phones?: Partial<Record<PhoneNote, NotedRows>>;
}

export interface NotedRows {
  count: number;
  /** The numbers of the first ones. */
  rows: number[];
}

/** All rows of a file by the rules that need nothing but the file; blank ones left out. */
export type CheckedFile =
  | { kind: 'refused'; problem: FileProblem }
  | { kind: 'checked'; rows: Exclude<CheckedRow, { kind: 'blank' }>[]; notes: FileNotes };

/** The largest file that is taken, in bytes: ten thousand rows with room. */
export const LARGEST_FILE = 5 * 1024 * 1024;
