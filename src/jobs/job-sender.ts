import { randomUUID } from 'node:crypto';
import type { Db, PgBoss, SendOptions } from 'pg-boss';
import type { JobSender } from '../use-cases/ports/jobs.ts';
import { shareSends } from './share-sends.ts';

/** How often sending is tried: a waiting job may begin between two looks at it, but hardly twice. */
const SEND_TRIES = 5;

/**
 * Sends jobs through a connection of the caller's: they exist once its transaction commits. A queue holds at most one
 * waiting job for a key, so a job without a key gets one of its own.
 */
export function createJobSender(boss: PgBoss, db: Db, isInTransaction: boolean): JobSender {
  async function insist(name: string, payload: object, options: SendOptions): Promise<void> {
    for (let tries = 0; tries < SEND_TRIES; tries += 1) {
      if ((await boss.send(name, payload, options)) !== null) return;
      // One is waiting already. This update locks it until our transaction ends. If it began before, it would not see what
      // we have written, and no other job would look.
      const held = await boss.update(name, undefined, { db, singletonKey: options.singletonKey });
      if (held.updated > 0) return;
    }
    throw new Error(`The job "${name}" could not be sent`);
  }

  // Confirmations that end at the same moment all ask for the same look at the digests.
  const share = isInTransaction ? undefined : shareSends();
  return {
    send: async (name, payload, { afterMs = 0, onceKey } = {}) => {
      const singletonKey = onceKey ?? randomUUID();
      const options = { db, startAfter: afterMs / 1000, singletonKey };
      if (!share) return insist(name, payload, options);
      await share(`${name} ${singletonKey}`, async () => void (await boss.send(name, payload, options)));
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
