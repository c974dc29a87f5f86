import type { CheckRules } from '../../domain/importing/check-table.ts';
import type { FileNotes, FileProblem } from '../../domain/importing/import-file.ts';
import type { CheckedRow } from '../../domain/importing/import-row.ts';

export type DetailedRow = Exclude<CheckedRow, { kind: 'blank' }>;

export type CheckedPages =
  | { kind: 'refused'; problem: FileProblem }
  /** The rows in order, some at a time. Read them to the end, or the thread stays. */
  | { kind: 'checked'; pages: AsyncIterable<DetailedRow[]>; notes: FileNotes };

/** Reads and checks a file beside everything else, so that no person who talks to the bot waits for it. */
export interface ImportChecker {
  /** Returns what is wrong with the file; throws only for faults of the bot. */
  check(file: Buffer, rules: CheckRules): Promise<CheckedPages>;
}
