import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { Contact } from '../../domain/confirming/contact.ts';
import type {
  Import,
  ImportCounts,
  ImportLine,
  ImportState,
  RowState,
} from '../../domain/importing/import.ts';
import type { FileNotes, FileProblem } from '../../domain/importing/import-file.ts';
import type { CustomerKeys, RowProblem } from '../../domain/importing/import-row.ts';

export type NewImport = Omit<Import, 'state' | 'activityId' | 'problem' | 'notes'> & {
  /** The message that brought it: the same one again is no new import. */
  arrivalId: string;
  file: Buffer;
  expiresAt: Date;
};

/** What is kept of a row until it has become a confirmation: encrypted, and erased with that step. */
export interface NewImportRow {
  number: number;
  state: RowState;
  customerId: string | null;
  otherRow: number | null;
  keys: CustomerKeys;
  problems: RowProblem[];
  /** Only of a row that is ready. */
  confirmation: { acceptedOn: CalendarDate; contact: Contact } | null;
}

export interface ReadyRow {
  number: number;
  customerId: string;
  acceptedOn: CalendarDate;
  contact: Contact;
}

/** A row of a list whose customer is to be noted as asked. */
export type AskRow = Pick<ReadyRow, 'number' | 'customerId'>;

/** Files of acceptances and lists of customers to ask, and what becomes of their rows. */
export interface ImportStore {
  /** Keeps a file that is to be checked; false when its message brought it before. */
  arrive(arrived: NewImport): Promise<boolean>;
  find(id: string): Promise<Import | undefined>;
  /**
   * Gives up the rows with this e-mail address that are no confirmation yet; those of unchecked files at the end of their
   * check. Returns how many rows, of which imports, and how many files are still unchecked. Call it in a transaction.
   */
  eraseOf(email: string): Promise<{ rows: number; files: number; rowsOf: string[] }>;
  /** The file of an import that was not checked yet. */
  file(id: string): Promise<Buffer | undefined>;
  /** Notes the message of its card. */
  place(id: string, activityId: string): Promise<void>;
  /** Adds rows; one that is there stays. */
  addRows(id: string, rows: readonly NewImportRow[]): Promise<void>;
  removeRows(id: string): Promise<void>;
  /** Ready rows that other rows contradict are ready no more, and their details are erased. */
  contradict(id: string, rows: readonly { number: number; otherRow: number }[]): Promise<void>;
  /** `arrived` becomes `preview` or `refused`, and the file is erased; false when it was not waiting. */
  endCheck(
    id: string,
    result:
      | { kind: 'checked'; notes: FileNotes; expiresAt: Date }
      | { kind: 'refused'; problem: FileProblem; at: Date },
  ): Promise<boolean>;
  /** Moves an import on; false when it is in none of the states given. What has ended does so `at`. */
  move(
    id: string,
    from: readonly ImportState[],
    to: { state: ImportState; at: Date; expiresAt: Date | null },
  ): Promise<boolean>;
  /** Rows that wait to become confirmations, in the order of the file. */
  ready(id: string, limit: number): Promise<ReadyRow[]>;
  /** As `ready`, for a list of customers to ask. */
  readyAsks(id: string, limit: number): Promise<AskRow[]>;
  /** Ends the waiting of a row and erases its details; false when it does not wait any more. */
  settleRow(
    id: string,
    number: number,
    end: { state: RowState; confirmationId: string | null },
  ): Promise<boolean>;
  /** Corrects the state of a row that became `asked`, in the transaction that settled it. */
  correctRow(id: string, number: number, state: RowState): Promise<void>;
  /**
   * Gives up every ready row and erases its details; with `isKept` only `eraseDropped` erases them, so that they can
   * still be sent.
   */
  dropReady(id: string, options?: { isKept: boolean }): Promise<void>;
  /** How many rows that were given up can still be sent. */
  countKept(id: string): Promise<number>;
  /** Makes those rows ready again; returns how many. */
  takeUpDropped(id: string): Promise<number>;
  /** Erases their details, and that the import had a time to wait for. */
  eraseDropped(id: string): Promise<void>;
  counts(id: string): Promise<ImportCounts>;
  /** Rows after a number, in the order of the file. */
  lines(id: string, after: number, limit: number): Promise<ImportLine[]>;
  /** The first rows that were not taken. */
  notTaken(id: string, limit: number): Promise<ImportLine[]>;
  /** Confirmations of an import that are still being worked on. */
  openConfirmations(id: string): Promise<number>;
  /** Like `overdue` of the confirmations, for confirmations of imports, which that leaves out. */
  overdueConfirmations(before: Date): Promise<string[]>;
  inState(state: ImportState, limit: number): Promise<string[]>;
  /** Imports whose sender has not gone on with them in time. */
  overdue(now: Date, limit: number): Promise<Import[]>;
  /** Removes what ended before, with all its rows. The confirmations stay. */
  forget(endedBefore: Date): Promise<void>;
}

/** A file that a person may take once. It is kept until then, for Teams asks for its size beforehand. */
export interface FileOffer {
  id: string;
  /** Entra object id of the only person who may take it. */
  ownerId: string;
  conversationId: string;
  name: string;
  content: Buffer;
  expiresAt: Date;
}

export interface FileOfferStore {
  offer(offer: FileOffer): Promise<void>;
  /** The message that offers it. */
  place(id: string, activityId: string): Promise<void>;
  /**
   * Takes an offer, which is gone then; undefined when it is, or is someone else's. One that has expired comes without
   * its content.
   */
  claim(
    id: string,
    by: { ownerId: string; conversationId: string; at: Date },
  ): Promise<{ name: string; content: Buffer | null; activityId: string | null } | undefined>;
  forget(expiredBefore: Date): Promise<void>;
}
