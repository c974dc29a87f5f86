import type { CalendarDate } from '../time/calendar-date.ts';
import type { ConfirmationState, Outcome } from '../confirming/confirmation.ts';
import type { Person } from '../customers/customer.ts';
import type { FileNotes, FileProblem } from './import-file.ts';
import type { ImportPurpose } from './import-purpose.ts';
import type { CustomerKeys, RowProblem } from './import-row.ts';
import type { Language } from '../language.ts';

/**
 * arrived: to be checked. refused: not a usable file. preview: checked, nothing is sent. running, paused: its rows become
 * confirmations, or wait. finished: every row has ended. cancelled, expired: nothing was sent, nothing is kept.
 */
export type ImportState =
  'arrived' | 'refused' | 'preview' | 'running' | 'paused' | 'finished' | 'cancelled' | 'expired';

const ROW_STATES = [
  'ready',
  'recorded',
  'asked',
  'wrong',
  'unknown-customer',
  'already-confirmed',
  'in-progress',
  'exempt',
  'duplicate',
  'conflict',
  'dropped',
] as const;
/**
 * ready: becomes a confirmation, or its customer is noted as asked, once the import is started. recorded: became a
 * confirmation. asked: its customer was noted as asked. duplicate: an earlier row says the same. conflict: another row says
 * something else of the same customer, so neither is sent. dropped: its sender gave it up. The others say why a row was not
 * taken.
 */
export type RowState = (typeof ROW_STATES)[number];

/** A file, or rows pasted into a chat, by which a person confirms many acceptances or asks many customers at once. */
export interface Import {
  id: string;
  purpose: ImportPurpose;
  state: ImportState;
  owner: Person;
  conversationId: string;
  /** The card that tells of it; null until that is known. */
  activityId: string | null;
  language: Language;
  /** The owner's time zone, IANA name. */
  timeZone: string;
  /** The owner's country (ISO 3166, two letters); null where unknown. */
  country: string | null;
  /** Empty for rows that were pasted. */
  fileName: string;
  problem: FileProblem | null;
  notes: FileNotes | null;
  createdAt: Date;
}

/** A row as a person sees it, without the contact. */
export interface ImportLine {
  number: number;
  state: RowState;
  /** The row that a duplicate or a conflict is with. */
  otherRow: number | null;
  /** Null where the customer is not known. */
  customer: { id: string; name: string } | null;
  keys: CustomerKeys;
  problems: RowProblem[];
  confirmation: { state: ConfirmationState; outcome: Outcome | null } | null;
}

/** How many rows are in each state. Recorded ones count by what became of their confirmation. */
export type ImportCounts = Record<Exclude<RowState, 'recorded'> | ConfirmationFate, number>;
const CONFIRMATION_FATES = ['on-its-way', 'confirmed', 'found', 'refused', 'attention'] as const;
/** `found`: the customer was confirmed by another route first. */
export type ConfirmationFate = (typeof CONFIRMATION_FATES)[number];

export function noCounts(): ImportCounts {
  const names = [...ROW_STATES.filter((state) => state !== 'recorded'), ...CONFIRMATION_FATES];
  return Object.fromEntries(names.map((name) => [name, 0])) as ImportCounts;
}

/** Returns what became of a row's confirmation so far. */
export function fateOf(confirmation: {
  state: ConfirmationState;
  outcome: Outcome | null;
}): ConfirmationFate {
  const { outcome } = confirmation;
  if (!outcome) return 'on-its-way';
  return outcome.kind === 'confirmed' && outcome.how === 'found' ? 'found' : outcome.kind;
}

/** A row that is ready, as it is shown before it is sent: with the person's name where its owner alone reads it, else initials. */
export type ReadyLine = { number: number; customer: string; acceptedOn: CalendarDate } & (
  { firstName: string; lastName: string; maskedEmail: string } | { initials: string }
);

/** An import as its card shows it. */
export interface ImportView {
  import: Import;
  /** Whether its rows wait for an administrator, who has to mend the partner's own account. */
  isHeld: boolean;
  /** Whether rows that its sender gave up can still be sent. */
  canSendDropped?: boolean;
  counts: ImportCounts;
  /** Some of the ready rows, for a preview. */
  ready: ReadyLine[];
  /** The first rows that were not taken, in the order of the file. */
  problems: ImportLine[];
}
