import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/stores.ts';
import { promiseFiling } from './promise-filing.ts';

/** How long a job has to begin before its confirmation counts as overdue. */
const GRACE_MS = 10_000;

/**
 * Promises a new job for every open confirmation whose own is overdue, as after a process was killed with the job in hand.
 * Harmless when the job is still there: the two become one. Returns how many there were; none while filing is paused.
 */
export async function resumeOverdue({
  database,
  clock,
}: {
  database: Database;
  clock: Clock;
}): Promise<number> {
  if (await database.filingPause.current()) return 0;
  const overdue = await database.confirmations.overdue(new Date(clock.now().getTime() - GRACE_MS));
  await promiseFiling(database.jobs, 'file-confirmation', overdue);
  return overdue.length;
}
