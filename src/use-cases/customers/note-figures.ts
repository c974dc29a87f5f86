import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/stores.ts';

/** Writes down the numbers of the day so far, and keeps the counting quick. */
export async function noteFigures({ database, clock }: { database: Database; clock: Clock }): Promise<void> {
  await database.customers.foldCounts();
  await database.customers.noteDay(clock.now());
}
