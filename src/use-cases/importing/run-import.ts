import type { AgreementType } from '../../domain/confirming/agreement.ts';
import { AppError } from '../../domain/errors.ts';
import type { Import, RowState } from '../../domain/importing/import.ts';
import type { Clock, IdSource } from '../ports/clock.ts';
import type { ReadyRow } from '../ports/import-store.ts';
import type { Database } from '../ports/stores.ts';
import { askListed } from './ask-listed.ts';
import { recordConfirmation, type Recorded } from '../confirming/record-confirmation.ts';

interface Needs {
  database: Database;
  clock: Clock;
  ids: IdSource;
  agreementType: AgreementType;
  /** Ends the run between two rows. */
  signal?: AbortSignal;
}

/** How many confirmations of an import are on their way at once: enough to keep its queue busy, few enough to pause. */
const ON_THEIR_WAY = 40;
/** How long rows that their sender gave up can still be sent, in case of a change of mind. */
const GIVEN_UP_KEPT_MS = 7 * 24 * 60 * 60_000;
/** How many rows are settled in one run, before other work gets its turn. */
const ROWS_A_RUN = 400;
/** How often the card is edited at most. */
export const SHOW_EVERY_MS = 4_000;

/**
 * Makes the next rows of a running import confirmations, just as a form does, or notes their customers as asked. Ends the
 * import when every row has ended. Each confirmation that ends calls this again. A row is one form: however often it is
 * tried, and wherever a process dies, it becomes one confirmation at most.
 */
export async function runImport(needs: Needs, importId: string): Promise<void> {
  const { database, clock } = needs;
  const found = await database.imports.find(importId);
  if (!found || (found.state !== 'running' && found.state !== 'paused')) return;
  const takeRows = found.purpose === 'asks' ? askListed : recordRows;
  const goesOn = found.state === 'running' && (await takeRows(needs, found));
  if (goesOn) await database.jobs.send('run-import', { importId }, { onceKey: importId });
  const open = await database.imports.openConfirmations(importId);
  const isDone = open === 0 && (await database.imports.readyAsks(importId, 1)).length === 0;
  await database.transaction(async ({ imports, jobs }) => {
    const at = clock.now();
    const isAnyKept = isDone && (await imports.countKept(importId)) > 0;
    const expiresAt = isAnyKept ? new Date(at.getTime() + GIVEN_UP_KEPT_MS) : null;
    const to = { state: 'finished', at, expiresAt } as const;
    const isNews = isDone && (await imports.move(importId, ['running', 'paused'], to));
    if (isNews) await jobs.send('show-import', { importId }, { onceKey: `${importId} end` });
    else await jobs.send('show-import', { importId }, { afterMs: SHOW_EVERY_MS, onceKey: importId });
  });
}

/** Records the next rows; true when there is more to do at once. */
async function recordRows(needs: Needs, found: Import): Promise<boolean> {
  const { imports } = needs.database;
  for (let rows = 0; rows < ROWS_A_RUN;) {
    const room = ON_THEIR_WAY - (await imports.openConfirmations(found.id));
    const next = room > 0 ? await imports.ready(found.id, room) : [];
    if (next.length === 0) return false;
    for (const row of next) {
      if (needs.signal?.aborted) return true;
      // A press on "pause" takes effect between two looks.
      if ((await imports.find(found.id))?.state !== 'running') return false;
      await recordRow(needs, found, row);
    }
    rows += next.length;
  }
  return true;
}

/** Thrown for a row that was given up after it was read. */
class RowGone extends Error {}

async function recordRow(needs: Needs, found: Import, row: ReadyRow): Promise<void> {
  const { number, customerId, acceptedOn, contact } = row;
  const database = { ...needs.database, recordWithJob: recorderOf(needs.database, found.id, number) };
  try {
    const recorded = await recordConfirmation(
      { ...needs, database },
      {
        formId: `import ${found.id} row ${number}`,
        again: false,
        inputs: { customerId, acceptanceDate: acceptedOn, ...contact },
        submittedBy: found.owner,
        timeZone: found.timeZone,
        language: found.language,
        place: { conversationId: found.conversationId, activityId: null, isDigest: false },
        importId: found.id,
      },
    );
    if (recorded.kind !== 'recorded') await database.imports.settleRow(found.id, number, endOf(recorded));
  } catch (error) {
    if (!(error instanceof RowGone)) throw error;
  }
}

/**
 * Records a confirmation and ends its row in one transaction, so that an erasure in between finds one of the two. The row
 * comes first, for an erasure gives up rows first and then looks for confirmations.
 */
function recorderOf(database: Database, importId: string, number: number): Database['recordWithJob'] {
  return (confirmation, job) =>
    database.transaction(async ({ confirmations, imports, jobs }) => {
      const written = await confirmations.record([confirmation]);
      if (!written.has(confirmation.id)) return false;
      const end = { state: 'recorded', confirmationId: confirmation.id } as const;
      if (!(await imports.settleRow(importId, number, end))) throw new RowGone();
      await jobs.sendNew([job]);
      return true;
    });
}

/** Returns how a row ends. Its customer may have changed since the preview. */
function endOf(recorded: Recorded): { state: RowState; confirmationId: string | null } {
  switch (recorded.kind) {
    case 'recorded':
    case 'collected':
    case 'same-form':
    case 'corrected':
      return { state: 'recorded', confirmationId: recorded.confirmation.id };
    case 'already-confirmed':
    case 'exempt':
    case 'in-progress':
      return { state: recorded.kind, confirmationId: null };
    case 'used-form':
      // Only this row has this form id: a forged press guessed it and was faster.
      return { state: 'in-progress', confirmationId: null };
    case 'invalid':
      return { state: 'unknown-customer', confirmationId: null };
    case 'unsettled':
      // The job tries again, and the row with it.
      throw new AppError(recorded.why, 'A row could not be recorded now');
  }
}
