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

describe('sending the same job outside a transaction', () => {
  /** pg-boss whose answers the test gives, one after the other. */
  function slowBoss() {
    const answers: ((result: 'sent' | 'away') => void)[] = [];
    const boss = {
      send: (name: string) =>
        new Promise((resolve, reject) => {
          answers.push((result) => (result === 'sent' ? resolve(name) : reject(new Error('away'))));
        }),
    };
    return { sender: createJobSender(boss as unknown as PgBoss, db, false), answers };
  }
  const soon = { onceKey: 'all' };

  it('sends it once for all who ask while it is being sent before', async () => {
    const { sender, answers } = slowBoss();

    const first = sender.send('refresh-digests', {}, soon);
    const others = [1, 2, 3].map(() => sender.send('refresh-digests', {}, soon));
    answers[0]!('sent');
    await first;
    const began = answers.length;
    answers[1]!('sent');
    await Promise.all(others);

    expect(began).toBe(2);
    expect(answers).toHaveLength(2);
  });

  it('sends it anew for who asks later', async () => {
    const { sender, answers } = slowBoss();

    const first = sender.send('refresh-digests', {}, soon);
    answers[0]!('sent');
    await first;
    const second = sender.send('refresh-digests', {}, soon);
    answers[1]!('sent');
    await second;

    expect(answers).toHaveLength(2);
  });

  it('lets those who asked meanwhile not suffer from the failure of the one before', async () => {
    const { sender, answers } = slowBoss();

    const first = sender.send('refresh-digests', {}, soon);
    const other = sender.send('refresh-digests', {}, soon);
    answers[0]!('away');
    await expect(first).rejects.toThrow('away');
    answers[1]!('sent');

    await expect(other).resolves.toBeUndefined();
  });

  it('lets jobs of other keys wait for none of it', async () => {
    const { sender, answers } = slowBoss();

    const sends = ['one', 'two'].map((onceKey) => sender.send('refresh-digests', {}, { onceKey }));
    expect(answers).toHaveLength(2);
    for (const answer of answers) answer('sent');

    await Promise.all(sends);
  });
});
