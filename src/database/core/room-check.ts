import { sql, type Kysely } from 'kysely';
import { REAL_TIME, type Time } from '../../monotonic-time.ts';
import type { Tables } from './tables.ts';

/** How long a disk that had room counts as having it still: this check costs more than a ping. */
const GOOD_FOR_MS = 5_000;
/** How many rows the server puts into a file for a moment: about a megabyte, many times what a press needs. */
const ROWS = 75_000;

/**
 * Builds the check whether the database can keep what people do: it answers, it is no standby, and its disk has room. The
 * check leaves nothing behind, and never throws.
 */
export function createRoomCheck(
  kysely: Kysely<Tables>,
  time: Pick<Time, 'now'> = REAL_TIME,
): () => Promise<boolean> {
  let goodUntil = -Infinity;
  return async () => {
    try {
      const hadRoom = time.now() < goodUntil;
      const { rows } = await sql<{ readonly: string }>`
        select current_setting('transaction_read_only') as readonly`.execute(kysely);
      if (rows[0]?.readonly !== 'off') return false;
      if (hadRoom) return true;
      await spill(kysely);
      goodUntil = time.now() + GOOD_FOR_MS;
      return true;
    } catch {
      goodUntil = -Infinity;
      return false;
    }
  };
}

/**
 * Makes the server write a file beside the tables, by giving it hardly any memory for a list. It fails where there is no
 * room.
 */
async function spill(kysely: Kysely<Tables>): Promise<void> {
  await kysely.transaction().execute(async (transaction) => {
    await sql`set local work_mem = '64kB'`.execute(transaction);
    await sql`select count(*) from generate_series(1, ${sql.lit(ROWS)})`.execute(transaction);
  });
}
