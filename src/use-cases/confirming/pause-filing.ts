import type { FilingPause } from '../../domain/confirming/filing-pause.ts';
import type { Stores } from '../ports/stores.ts';

/** How often the bot checks whether the account is let in again: what waits is filed within a minute of the repair. */
export const CHECK_EVERY_MS = 15_000;

/** Pauses all filing, in every process, until a check shows that the account is mended. */
export async function pauseFiling(
  { filingPause, jobs }: Pick<Stores, 'filingPause' | 'jobs'>,
  { reason, code }: Pick<FilingPause, 'reason' | 'code'>,
  at: Date,
): Promise<void> {
  await filingPause.begin({ reason, code }, at);
  await jobs.send('check-account', {}, { afterMs: CHECK_EVERY_MS, onceKey: 'all' });
}
