import type { Confirmation, Outcome } from '../../domain/confirming/confirmation.ts';
import { filingJob } from './filing-job.ts';
import { asPerhapsSent } from './own-confirmations.ts';
import type { Random } from '../ports/clock.ts';
import { holdConfirmation, showWaiting } from './hold-confirmation.ts';
import { settleConfirmation } from './settle-confirmation.ts';
import { planNextTry } from './plan-next-try.ts';
import { tryOnce, type Try, type TryNeeds } from './try-filing.ts';

interface Needs extends TryNeeds {
  random: Random;
}

/** One try, for the log: ids, and how it ended. */
export interface Filing {
  confirmationId: string;
  correlationId: string;
  customerId: string;
  /** The tries so far, this one counted. */
  attempts: number;
  /** `again`: to be tried once more; `held`: until the partner's account is mended; `elsewhere`: another process has it. */
  end: Outcome['kind'] | 'again' | 'held' | 'elsewhere';
}

/**
 * Tries once to file a confirmation with Partner Center. Reads the customer's agreements before the first POST and after
 * every unclear one, which is made once more only when readings have shown nothing for minutes. Settles the confirmation, or
 * plans the next try. Returns undefined for a settled one, and for one that is not due, at which a job looks again later:
 * its pause is not over, or another process may be sending it. While filing is paused only a probe goes out; the others
 * wait until the pause ends.
 */
export async function fileConfirmation(
  needs: Needs,
  confirmationId: string,
  { isProbe = false }: { isProbe?: boolean } = {},
): Promise<Filing | undefined> {
  const { database, clock } = needs;
  const now = clock.now();
  const found = await database.confirmations.findDue(confirmationId, now);
  if (found?.kind === 'not-yet') {
    const afterMs = found.dueAt.getTime() - now.getTime();
    const once = { afterMs, onceKey: confirmationId };
    await database.jobs.send(filingJob(found), { confirmationId }, once);
    return undefined;
  }
  if (!found) return undefined;
  const confirmation = found.mayHaveLostCommits
    ? await asPerhapsSent(needs, found.confirmation)
    : found.confirmation;
  if (!isProbe && found.isFilingPaused) return waitForAccount(needs, confirmation);
  const tried = await tryOnce(needs, confirmation);
  if (tried?.step.kind === 'settled')
    await settleConfirmation(needs, confirmation, tried.step.outcome, tried.held);
  if (tried?.step.kind === 'held') await holdConfirmation(needs, confirmation, tried.step, tried.held);
  if (tried?.step.kind === 'again') await planNextTry(needs, confirmation, tried.step, tried.held);
  return filingOf(confirmation, tried);
}

/** Leaves a confirmation due: the end of the pause promises its job. */
async function waitForAccount({ database }: Needs, confirmation: Confirmation): Promise<Filing> {
  await showWaiting(database.jobs, confirmation);
  const { id: confirmationId, correlationId, customerId, attempts } = confirmation;
  return { confirmationId, correlationId, customerId, attempts, end: 'held' };
}

function filingOf({ id, correlationId, customerId, attempts }: Confirmation, tried: Try | undefined): Filing {
  const end = tried?.step.kind === 'settled' ? tried.step.outcome.kind : (tried?.step.kind ?? 'elsewhere');
  return { confirmationId: id, correlationId, customerId, attempts: attempts + 1, end };
}
