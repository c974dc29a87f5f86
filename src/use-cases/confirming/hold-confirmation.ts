import type { Confirmation } from '../../domain/confirming/confirmation.ts';
import type { Step } from './filing-step.ts';
import { pauseFiling } from './pause-filing.ts';
import type { Clock } from '../ports/clock.ts';
import type { JobSender } from '../ports/jobs.ts';
import type { Database } from '../ports/stores.ts';
import { SHOW_EVERY_MS } from '../importing/run-import.ts';

/**
 * Pauses all filing for a fault of the partner's own account. Leaves the confirmation that met it due, so that the end of the
 * pause goes on with it, after those that have waited longer.
 */
export async function holdConfirmation(
  { database, clock }: { database: Database; clock: Clock },
  confirmation: Confirmation,
  { fault, post }: Step & { kind: 'held' },
  held: number,
): Promise<void> {
  const now = clock.now();
  await database.transaction(async (stores) => {
    // The pause first, for its end takes the same locks in this order.
    await pauseFiling(stores, fault, now);
    const kept = await stores.confirmations.planRetry(confirmation.id, {
      held,
      state: post ? 'unclear' : 'recorded',
      firstAttemptAt: confirmation.firstAttemptAt ?? now,
      post,
      deniedAt: fault.reason === 'not-entitled' ? (confirmation.deniedAt ?? now) : null,
      attempts: confirmation.attempts + 1,
      nextAttemptAt: now,
    });
    if (kept) await showWaiting(stores.jobs, confirmation);
  });
}

/** Promises that the card of a confirmation says what it waits for. A row of a file has no card: the file's card says it. */
export async function showWaiting(jobs: JobSender, { id, importId }: Confirmation): Promise<void> {
  if (importId !== undefined) {
    await jobs.send('show-import', { importId }, { afterMs: SHOW_EVERY_MS, onceKey: importId });
    return;
  }
  await jobs.send('show-outcome', { confirmationId: id }, { onceKey: id });
}
