import type { PgBoss } from 'pg-boss';
import { FURTHEST_PLAN_MS } from '../domain/confirming/retry.ts';

/**
 * Lets jobs begin now that would wait longer than any pause can be. An earlier version kept them for as long as a peer
 * asked, up to the year 9999, and a waiting job keeps out every other of its key.
 */
export async function cutOverlongWaits(boss: PgBoss): Promise<void> {
  await boss.getDb().executeSql(
    `update pgboss.job set start_after = now()
      where state in ('created', 'retry') and start_after > now() + $1 * interval '1 millisecond'`,
    [FURTHEST_PLAN_MS],
  );
}
