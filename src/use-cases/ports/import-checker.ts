import type { CheckRules } from '../../domain/importing/check-table.ts';
import type { FileNotes, FileProblem } from '../../domain/importing/import-file.ts';
import type { CheckedRow } from '../../domain/importing/import-row.ts';

export type DetailedRow = Exclude<CheckedRow, { kind: 'blank' }>;

export type CheckedPages =
  | { kind: 'refused'; problem: FileProblem }
  /** A few hundred rows at a time, in their order. What is not read to its end holds a thread until then. */
  | { kind: 'checked'; pages: AsyncIterable<DetailedRow[]>; notes: FileNotes };

/** Reads and checks a file beside everything else, so that no person who talks to the bot waits for it. */
export interface ImportChecker {
  /** What is wrong with the file is returned; throws only for faults of ours. */
  check(file: Buffer, rules: CheckRules): Promise<CheckedPages>;
}
