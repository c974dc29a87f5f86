import { afterEach, describe, expect, it } from '@jest/globals';
import { testDatabase } from '../../support/database.ts';

const { database, clear } = await testDatabase();
const { customers, scopes } = database;
const NOW = new Date('2026-03-10T09:00:00Z');
const ADA = { id: 'ada', name: 'Ada Byron' };

afterEach(() => clear());

async function listed(ids: string[], domain = 'example'): Promise<void> {
  await customers.saveListed(
    ids.map((id) => ({ id, name: id, domain: `${id}.${domain}` })),
    NOW,
  );
}

describe('the counts of scopes', () => {
  it('hold the unconfirmed among all that can be confirmed, and zeros where there is no customer', async () => {
    await listed(['u1', 'u2', 'done', 'unread', 'left']);
    await listed(['exempt'], 'onmicrosoft.de');
    await customers.saveResellers([{ id: 'r1', name: 'Alpine' }]);
    await customers.markResold('r1', ['u1', 'done', 'left', 'exempt'], NOW);
    for (const id of ['u1', 'u2', 'left']) await customers.markUnconfirmed(id, NOW);
    await customers.markConfirmed('done', { acceptedOn: '2018-10-03', via: 'bot', by: ADA, at: NOW });
    await customers.assign('u2', ADA);
    await database.kysely.updateTable('customers').set({ left_at: NOW }).where('id', '=', 'left').execute();

    const counts = await scopes.counts(['all', 'reseller:r1', 'mine:ada', 'mine:nobody', 'reseller:none']);

    const { total, unconfirmed } = await customers.figures();
    expect(Object.fromEntries(counts)).toEqual({
      all: { unconfirmed: 2, total: 4, paused: 0 },
      'reseller:r1': { unconfirmed: 1, total: 2, paused: 0 },
      'mine:ada': { unconfirmed: 1, total: 1, paused: 0 },
      'mine:nobody': { unconfirmed: 0, total: 0, paused: 0 },
      'reseller:none': { unconfirmed: 0, total: 0, paused: 0 },
    });
    expect(counts.get('all')).toEqual({ unconfirmed, total, paused: 0 });
  });

  it('leave out who is paused, in each of them', async () => {
    await listed(['u1', 'u2', 'u3']);
    await customers.saveResellers([{ id: 'r1', name: 'Alpine' }]);
    await customers.markResold('r1', ['u1', 'u2'], NOW);
    for (const id of ['u1', 'u2', 'u3']) {
      await customers.markUnconfirmed(id, NOW);
      await customers.assign(id, ADA);
    }
    const endsAt = new Date('2026-03-20T00:00:00Z');
    await database.asides.pause('u1', { until: '2026-03-20', endsAt, by: ADA });

    const counts = await scopes.counts(['all', 'reseller:r1', 'mine:ada']);

    expect(Object.fromEntries(counts)).toEqual({
      all: { unconfirmed: 2, total: 2, paused: 1 },
      'reseller:r1': { unconfirmed: 1, total: 1, paused: 1 },
      'mine:ada': { unconfirmed: 2, total: 2, paused: 1 },
    });
    for (const scope of [{ kind: 'all' }, { kind: 'mine', personId: ADA.id }] as const) {
      const urgent = await scopes.mostUrgent(scope, ADA.id, 5);
      expect(urgent.map(({ id }) => id).sort()).toEqual(['u2', 'u3']);
      expect(await scopes.newSince(scope, new Date(NOW.getTime() - 1))).toBe(2);
    }
    expect((await scopes.waitingLong(new Date(NOW.getTime() + 1), 5)).customers).toBe(2);
  });

  it('are nothing when nothing is asked', async () => {
    expect([...(await scopes.counts([]))]).toEqual([]);
  });
});

describe('the most urgent customers', () => {
  it('are the reader’s, then the oldest, without one twice and without those who have left', async () => {
    await listed(['a', 'b', 'c', 'd', 'e']);
    for (const [place, id] of ['a', 'b', 'c', 'd', 'e'].entries()) {
      await customers.markUnconfirmed(id, new Date(NOW.getTime() + place));
    }
    await customers.assign('b', { id: 'other', name: 'Other' });
    await customers.assign('d', ADA);
    const idsOf = async (readerId: string | null, limit: number) =>
      (await scopes.mostUrgent({ kind: 'all' }, readerId, limit)).map(({ id }) => id);

    expect(await idsOf(ADA.id, 3)).toEqual(['d', 'a', 'b']);
    expect(await idsOf(null, 4)).toEqual(['b', 'd', 'a', 'c']);
    expect(await idsOf('stranger', 2)).toEqual(['a', 'b']);
    expect(await scopes.oldestWaiting({ kind: 'mine', personId: ADA.id })).toEqual(
      new Date(NOW.getTime() + 3),
    );
    expect(await scopes.oldestWaiting({ kind: 'reseller', resellerId: 'none' })).toBeNull();
  });
});
