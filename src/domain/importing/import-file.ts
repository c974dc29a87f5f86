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
  /** The titles as in the file. */
  | { kind: 'columns-twice'; names: string[] }
) & {
  /** The sheet it is about, where there were several. */
  sheet?: string;
};

/** Notes about a file as a whole. */
export interface FileNotes {
  /** How many rows have no details yet, as in a half-filled template. */
  blankRows: number;
  /** How many rows the spreadsheet hides. */
  hiddenRows: number;
  /** The sheet that was read, where there were several. */
  sheet: string | null;
  /** Whether another sheet holds rows too, which were not read. */
  hasMoreSheets?: true;
  /** Whether the file's encoding is unknown, so that its letters were read as those of western Europe. */
  isGuessedWestern?: true;
  /** The titles of the first columns that were not read, as in the file. */
  unusedColumns?: string[];
  /** The rows whose phone numbers a person should look at before they are sent. */
  phones?: Partial<Record<PhoneNote, NotedRows>>;
}

export interface NotedRows {
  count: number;
  /** The numbers of the first rows. */
  rows: number[];
}

/** All rows of a file, checked by the rules that need only the file, without blank ones. */
export type CheckedFile =
  | { kind: 'refused'; problem: FileProblem }
  | { kind: 'checked'; rows: Exclude<CheckedRow, { kind: 'blank' }>[]; notes: FileNotes };

/** How many bytes a file may have: ten thousand rows, and room. */
export const LARGEST_FILE = 5 * 1024 * 1024;
