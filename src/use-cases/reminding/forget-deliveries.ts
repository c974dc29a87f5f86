import { calendarDateIn } from '../../domain/time/calendar-date.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/stores.ts';

/** How long deliveries are kept, to answer why a team was or was not reminded. */
const KEPT_MS = 365 * 24 * 60 * 60_000;
const BATCH = 2_000;

/** Removes what was sent unasked more than a year ago, a batch at a time; gives back how many. */
export async function forgetDeliveries(
  { database, clock }: { database: Pick<Database, 'deliveries'>; clock: Clock },
  signal?: AbortSignal,
): Promise<number> {
  const before = calendarDateIn(new Date(clock.now().getTime() - KEPT_MS), 'utc');
  let forgotten = 0;
  for (let last = BATCH; last === BATCH && !signal?.aborted; forgotten += last) {
    last = await database.deliveries.forget(before, BATCH);
  }
  return forgotten;
}
