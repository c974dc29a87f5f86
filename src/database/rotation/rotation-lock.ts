import { sql, type Kysely } from 'kysely';
import { LOCKS } from '../core/lock-session.ts';
import type { Tables } from '../core/tables.ts';

/**
 * Runs work under the lock of key changes; the work gets `false` when another process holds it. The lock is freed however
 * the process ends.
 */
export async function holdRotation<Result>(
  kysely: Kysely<Tables>,
  work: (isHeld: boolean) => Promise<Result>,
): Promise<Result> {
  return kysely.connection().execute(async (session) => {
    const { rows } = await sql<{ taken: boolean }>`
      select pg_try_advisory_lock(${LOCKS.rotation}) as taken`.execute(session);
    const isHeld = rows[0]?.taken === true;
    try {
      return await work(isHeld);
    } finally {
      if (isHeld) await sql`select pg_advisory_unlock(${LOCKS.rotation})`.execute(session);
    }
  });
}
