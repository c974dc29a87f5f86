import type { AgreementType } from '../../domain/confirming/agreement.ts';
import type { FilingPause } from '../../domain/confirming/filing-pause.ts';
import type { AcceptancesValidFrom } from '../../domain/customers/renewal.ts';
import { fileConfirmation } from './file-confirmation.ts';
import { CHECK_EVERY_MS, pauseFiling } from './pause-filing.ts';
import type { Clock, Random } from '../ports/clock.ts';
import type { PartnerCenter } from '../ports/partner-center.ts';
import type { Database } from '../ports/stores.ts';
import { promiseFiling } from './promise-filing.ts';

interface Needs {
  database: Database;
  partnerCenter: PartnerCenter;
  clock: Clock;
  random: Random;
  agreementType: AgreementType;
  acceptancesValidFrom: AcceptancesValidFrom;
}

/** How long after a pause overdue confirmations are looked for again: one may have begun to wait just as it ended. */
const STRAGGLERS_MS = 11_000;

/** What a check came to, for the log. */
export interface AccountCheck {
  end: 'no-pause' | 'well' | 'faulty' | 'unknown';
  reason?: FilingPause['reason'];
}

/**
 * Checks during a pause whether the partner's account is let in again. It tries the confirmation that has waited longest,
 * each time another one, so that a fault of one alone does not hold up the rest. Where none waits, or that one tells nothing,
 * it reads what concerns no customer. It ends the pause, or promises the next check. It tells administrators once it is
 * clear that the fault did not pass by itself.
 */
export async function checkAccount(needs: Needs): Promise<AccountCheck> {
  const { database, clock } = needs;
  const pause = await database.filingPause.current();
  if (!pause) return { end: 'no-pause' };
  const { reason } = pause;
  const end = await look(needs);
  if (end === 'well') {
    await endPause(needs);
    return { end, reason };
  }
  await database.transaction(async ({ filingPause, jobs }) => {
    const now = await filingPause.current();
    if (!now) return;
    if (end === 'faulty' && (await filingPause.claimTelling(clock.now()))) {
      await jobs.send('tell-administrators', { what: 'paused', reason: now.reason, code: now.code });
    }
    await jobs.send('check-account', {}, { afterMs: CHECK_EVERY_MS, onceKey: 'all' });
  });
  return { end, reason };
}

async function look(needs: Needs): Promise<'well' | 'faulty' | 'unknown'> {
  const { database, partnerCenter, clock } = needs;
  const waiting = await database.confirmations.longestDue(clock.now());
  const filing =
    waiting === undefined ? undefined : await fileConfirmation(needs, waiting, { isProbe: true });
  if (filing?.end === 'confirmed' || filing?.end === 'refused') return 'well';
  if (filing?.end === 'held') return 'faulty';
  const read = await partnerCenter.account();
  if (read.kind === 'read' || read.kind === 'refused') return 'well';
  if (read.kind !== 'account-fault') return 'unknown';
  await database.transaction((stores) => pauseFiling(stores, read, clock.now()));
  return 'faulty';
}

/** Ends the pause: everything that waited goes on, and the people who were told of the pause are told that it is over. */
async function endPause({ database, clock }: Needs): Promise<void> {
  const at = clock.now();
  const ended = await database.transaction(async ({ filingPause, jobs }) => {
    const pause = await filingPause.end(at);
    if (!pause) return false;
    const { reason, code, toldAt } = pause;
    if (toldAt) await jobs.send('tell-administrators', { what: 'resumed', reason, code });
    await jobs.send('resume-overdue', {}, { afterMs: STRAGGLERS_MS, onceKey: 'after-pause' });
    return true;
  });
  if (!ended) return;
  const soon = new Date(at.getTime() + 1);
  const { confirmations, imports, jobs } = database;
  await promiseFiling(jobs, 'file-confirmation', await confirmations.overdue(soon));
  await promiseFiling(jobs, 'file-import-row', await imports.overdueConfirmations(soon));
}
