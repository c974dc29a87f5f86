import { randomUUID } from 'node:crypto';
import type { Db, PgBoss } from 'pg-boss';
import type { JobSender } from '../use-cases/ports/jobs.ts';

/** A waiting job may begin between two looks at it, hardly twice. */
const SEND_TRIES = 5;

/**
 * Sends jobs through a connection of the caller's: they exist when its transaction commits. Every queue holds at most
 * one waiting job for a key, so a job without one gets a key of its own.
 */
export function createJobSender(boss: PgBoss, db: Db, isInTransaction: boolean): JobSender {
  return {
    send: async (name, payload, { afterMs = 0, onceKey } = {}) => {
      const options = { db, startAfter: afterMs / 1000, singletonKey: onceKey ?? randomUUID() };
      for (let tries = 0; tries < SEND_TRIES; tries += 1) {
        if ((await boss.send(name, payload, options)) !== null) return;
        // One is waiting already, and will see what is committed.
        if (!isInTransaction) return;
        // Touching it holds it until our transaction ends: begun before that, it would not see what we have written,
        // and no job would look again.
        const held = await boss.update(name, undefined, { db, singletonKey: options.singletonKey });
        if (held.updated > 0) return;
      }
      throw new Error(`The job "${name}" could not be sent`);
    },
    sendNew: async (jobs) => {
      for (const [name, ofName] of Map.groupBy(jobs, (job) => job.name)) {
        const rows = ofName.map(({ payload, options: { afterMs = 0, onceKey } = {} }) => ({
          data: payload,
          startAfter: afterMs / 1000,
          singletonKey: onceKey ?? randomUUID(),
        }));
        await boss.insert(name, rows, { db });
      }
    },
  };
}
