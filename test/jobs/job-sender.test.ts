import { describe, expect, it } from '@jest/globals';
import type { PgBoss } from 'pg-boss';
import { createJobSender } from '../../src/jobs/job-sender.ts';

/** pg-boss as it answers when the waiting job of a key begins again and again between our two looks at it. */
function elusiveBoss(begins: number) {
  const calls: string[] = [];
  const boss = {
    send: async () => (calls.push('send') > begins * 2 ? 'new job' : null),
    update: async () => {
      calls.push('update');
      return { jobs: [], updated: 0 };
    },
  };
  return { boss: boss as unknown as PgBoss, calls };
}
const db = { executeSql: async () => ({ rows: [] }) };

describe('sending a job whose like waits already', () => {
  it('sends it after all when that one begins in this very moment', async () => {
    const { boss, calls } = elusiveBoss(1);

    await createJobSender(boss, db, true).send('refresh-digests', {}, { onceKey: 'all' });

    expect(calls).toEqual(['send', 'update', 'send']);
  });

  it('leaves it at that where nothing is written that the waiting one could not see', async () => {
    const { boss, calls } = elusiveBoss(1);

    await createJobSender(boss, db, false).send('refresh-digests', {}, { onceKey: 'all' });

    expect(calls).toEqual(['send']);
  });

  it('fails rather than forget it', async () => {
    const { boss } = elusiveBoss(99);

    const sending = createJobSender(boss, db, true).send('refresh-digests', {}, { onceKey: 'all' });

    await expect(sending).rejects.toThrow('refresh-digests');
  });
});
