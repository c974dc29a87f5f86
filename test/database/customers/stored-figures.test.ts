import { beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { testDatabase } from '../../support/database.ts';
import { newConfirmation } from '../../support/confirmations.ts';
import { plainConversation } from '../../support/plain-conversation.ts';

const { database } = await testDatabase();
const NOW = new Date('2026-03-10T09:00:00Z');
const BEFORE = new Date('2026-03-10T08:00:00Z');

async function state(customerId: string, submittedAt: Date, id = customerId) {
  await database.confirmations.record([newConfirmation({ id, formId: id, customerId, submittedAt })]);
}

describe('the figures kept in the database', () => {
  beforeAll(async () => {
    const listed = ['gone', 'confirmed', 'one', 'two', 'three'];
    const named = (ids: string[]) => ids.map((id) => ({ id, name: id, domain: `${id}.example` }));
    await database.customers.saveListed(named(listed), BEFORE);
    await database.customers.saveListed(named(listed.slice(1)), NOW);
    await database.customers.markLeft(NOW);
    for (const id of ['one', 'two']) await database.customers.markUnconfirmed(id, NOW);
    const how = { acceptedOn: '2026-03-01', via: 'bot', by: null, at: NOW } as const;
    await database.customers.markConfirmed('confirmed', how);
    await state('one', new Date(NOW.getTime() - 600_000));
    await state('two', new Date(NOW.getTime() - 60_000));
    const outcome = { kind: 'attention', reason: 'not-reached' } as const;
    await state('three', BEFORE);
    await database.confirmations.settle('three', { outcome, held: 0, at: NOW });
    await database.conversations.remember(plainConversation('a'));
    const digest = { unconfirmed: 1, total: 2, customerIds: [], previousUnconfirmed: null };
    for (const period of ['2026-03-03', '2026-03-04', '2026-03-10']) {
      await database.deliveries.plan({
        id: period,
        conversationId: 'a',
        kind: 'digest',
        period,
        digest,
        at: NOW,
      });
    }
  });

  it('name every state, and how old the oldest open confirmation is', async () => {
    const found = await database.storedFigures(NOW);

    const asObject = (counts: { state: string; count: number }[]) =>
      Object.fromEntries(counts.map(({ state: name, count }) => [name, count]));
    expect(asObject(found.customers)).toEqual({
      unknown: 1,
      unconfirmed: 2,
      confirmed: 1,
      exempt: 0,
      left: 1,
    });
    expect(asObject(found.confirmations)).toMatchObject({ recorded: 2, attention: 1, sending: 0 });
    expect(asObject(found.deliveries)).toMatchObject({ planned: 2, posted: 0 });
    expect(found.oldestOpenSeconds).toBe(600);
    expect(found.missingCustomers).toBe(0);
  });

  it('count what a person has to look at until a person has', async () => {
    const before = await database.storedFigures(NOW);
    await state('three', NOW, 'three again');
    const after = await database.storedFigures(NOW);

    expect([before.needingAttention, after.needingAttention]).toEqual([1, 0]);
  });

  it('count the customers that a list lacks which is not believed yet', async () => {
    await database.customers.doubtListing({ since: NOW, missing: 12, known: 40 });

    expect((await database.storedFigures(NOW)).missingCustomers).toBe(12);
    await database.customers.doubtListing(undefined);
  });

  it('are given up when the server has no time for them', async () => {
    const blocking = database.kysely.transaction().execute(async (transaction) => {
      await sql`lock table customers in access exclusive mode`.execute(transaction);
      await expect(database.storedFigures(NOW)).rejects.toMatchObject({ code: 'database-unavailable' });
    });

    await blocking;
    expect(await database.ping()).toBe(true);
  });
});

describe('the connections of this process', () => {
  it('are counted by what they do', async () => {
    await database.transaction(async () => {
      expect(database.connections().busy).toBe(1);
    });

    expect(database.connections()).toMatchObject({ busy: 0, waiting: 0 });
  });
});
