import { beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { testDatabase } from '../../support/database.ts';
import { newConfirmation } from '../../support/confirmations.ts';

const { database, clear } = await testDatabase();
const { customers, kysely } = { customers: database.customers, kysely: database.kysely };
const NOW = new Date('2026-03-10T09:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);
const DAY_MS = 86_400_000;
const ADA = { id: 'ada', name: 'Ada' };
const BO = { id: 'bo', name: 'Bo' };

const listed = (id: string) => ({ id, name: id, domain: `${id}.example` });
const confirmed = (at: Date) => ({ acceptedOn: '2026-03-01', via: 'partner-center', by: null, at }) as const;

/** What the table of customers itself says, counted one by one. */
async function countedByHand() {
  const { rows } = await sql<{ agreement_state: string; n: number }>`
    select agreement_state, count(*) as n from customers where left_at is null and agreement_state <> 'exempt'
    group by agreement_state`.execute(kysely);
  const by = Object.fromEntries(rows.map(({ agreement_state, n }) => [agreement_state, n]));
  const of = (state: string) => by[state] ?? 0;
  return { confirmed: of('confirmed'), unconfirmed: of('unconfirmed'), unknown: of('unknown') };
}

const rowsOfCounts = async () =>
  Number(
    (
      await kysely
        .selectFrom('customer_counts')
        .select(sql`count(*)`.as('n'))
        .executeTakeFirst()
    )?.n,
  );

let confirmations = 0;
async function failedConfirmation(customerId: string, at: Date, kind: 'refused' | 'attention') {
  confirmations += 1;
  const id = `s${confirmations}`;
  await database.confirmations.record([newConfirmation({ id, customerId, submittedAt: at })]);
  const outcome =
    kind === 'refused'
      ? ({ kind, reason: 'not-entitled', code: '1' } as const)
      : ({ kind, reason: 'not-reached' } as const);
  await database.confirmations.settle(id, { outcome, held: 0, at });
}

beforeEach(async () => {
  await clear();
  await customers.saveListed(['a', 'b', 'c', 'd', 'e'].map(listed), NOW);
});

describe('the counts', () => {
  it('agree with the customers after everything that can happen to one', async () => {
    const steps = [
      () => customers.markUnconfirmed('a', later(1)),
      () => customers.markUnconfirmed('b', later(1)),
      () => customers.markConfirmed('a', confirmed(later(2))),
      () => customers.markConfirmed('a', confirmed(later(3))),
      () => customers.assign('b', ADA),
      () =>
        customers.saveListed(
          [listed('b'), listed('f'), { ...listed('g'), domain: 'g.partner.onmschina.cn' }],
          later(4),
        ),
      () => customers.markLeft(later(4)),
      () => customers.saveListed([listed('a')], later(5)),
      () => kysely.deleteFrom('customers').where('id', '=', 'f').execute(),
    ];

    for (const step of steps) {
      await step();
      expect(await customers.figures()).toMatchObject(await countedByHand());
    }
    await customers.foldCounts();
    expect(await customers.figures()).toMatchObject(await countedByHand());
  });

  it('are rolled back with what they count', async () => {
    const fails = database.transaction(async (stores) => {
      await stores.customers.markUnconfirmed('a', NOW);
      throw new Error('No');
    });

    await expect(fails).rejects.toThrow('No');
    expect(await customers.figures()).toMatchObject({ unconfirmed: 0, unknown: 5 });
  });

  it('do not let people who work at the same moment wait for each other, and lose nothing', async () => {
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => customers.markUnconfirmed(id, NOW)));
    await Promise.all([
      customers.foldCounts(),
      customers.markConfirmed('a', confirmed(later(1))),
      customers.foldCounts(),
      customers.assign('b', ADA),
    ]);

    expect(await customers.figures()).toMatchObject({ total: 5, confirmed: 1, unconfirmed: 4, unknown: 0 });
    expect(await customers.figures({ assigneeId: 'ada' })).toMatchObject({ total: 1, unconfirmed: 1 });
  });

  it('stay few however much changes', async () => {
    for (let i = 0; i < 20; i += 1) {
      await customers.markUnconfirmed('a', later(i * 2));
      await customers.markConfirmed('a', confirmed(later(i * 2 + 1)));
    }
    const before = await rowsOfCounts();

    await customers.foldCounts();

    expect(before).toBeGreaterThan(120);
    expect(await rowsOfCounts()).toBe(6);
  });
});

describe('a filter', () => {
  beforeEach(async () => {
    await customers.saveResellers([
      { id: 'r1', name: 'Nordwind' },
      { id: 'r2', name: 'Südwind' },
    ]);
    await customers.markResold('r1', ['a', 'b'], NOW);
    await customers.markResold('r2', ['c'], NOW);
    for (const [index, id] of ['a', 'b', 'c', 'd'].entries()) {
      await customers.markUnconfirmed(id, later(-index * 10 * DAY_MS));
    }
    await customers.markConfirmed('e', confirmed(NOW));
    for (const [id, person] of [
      ['a', ADA],
      ['b', BO],
      ['e', ADA],
    ] as const) {
      await database.assignees.note(person, undefined, NOW);
      await customers.assign(id, person);
    }
  });

  it.each([
    ['everyone', {}, ['d', 'c', 'b', 'a']],
    ['one person', { assigneeId: 'ada' }, ['a']],
    ['nobody', { assigneeId: null }, ['d', 'c']],
    ['a reseller', { resellerId: 'r1' }, ['b', 'a']],
    ['a reseller and a person', { resellerId: 'r1', assigneeId: 'bo' }, ['b']],
    ['a long wait', { waitingBefore: later(-15 * DAY_MS) }, ['d', 'c']],
    ['a long wait and no assignee', { waitingBefore: later(-25 * DAY_MS), assigneeId: null }, ['d']],
    ['who does not exist', { assigneeId: 'zoe' }, []],
  ])('lets through and counts the same: %s', async (_what, filter, expected) => {
    const found = await customers.unconfirmed({ offset: 0, limit: 10 }, filter);

    expect(found.map(({ id }) => id)).toEqual(expected);
    expect(await customers.countUnconfirmed(filter, 100)).toBe(expected.length);
    expect((await customers.figures(filter)).unconfirmed).toBe(expected.length);
  });

  it('counts no further than asked', async () => {
    expect(await customers.countUnconfirmed({}, 3)).toBe(3);
    expect(await customers.countUnconfirmed({ waitingBefore: later(DAY_MS) }, 3)).toBe(3);
  });

  it('tells who has most to do, and how many are not named', async () => {
    await customers.assign('d', BO);

    expect(await customers.byAssignee(1)).toEqual({
      top: [{ id: 'bo', name: 'Bo', unconfirmed: 2, total: 2 }],
      more: 1,
    });
    expect(await customers.byAssignee(5, { resellerId: 'r1' })).toMatchObject({
      top: [
        { id: 'ada', unconfirmed: 1 },
        { id: 'bo', unconfirmed: 1 },
      ],
      more: 0,
    });
    expect(await customers.byReseller(5)).toEqual({
      top: [
        { id: 'r1', name: 'Nordwind', unconfirmed: 2, total: 2 },
        { id: 'r2', name: 'Südwind', unconfirmed: 1, total: 1 },
      ],
      more: 0,
    });
  });

  it('finds resellers by any part of their name', async () => {
    expect(await customers.searchResellers('WIND', 5)).toHaveLength(2);
    expect(await customers.searchResellers('nord', 5)).toEqual([{ id: 'r1', name: 'Nordwind' }]);
    expect(await customers.searchResellers('', 1)).toEqual([{ id: 'r1', name: 'Nordwind' }]);
    expect(await customers.findReseller('r2')).toEqual({ id: 'r2', name: 'Südwind' });
  });
});

describe('whose details wait to be released', () => {
  const collected = { by: { id: 'p1', name: 'Noor' }, at: NOW, language: 'en' } as const;
  const place = { conversationId: 'k', activityId: null, isDigest: false };
  const waiting = (customerId: string) =>
    newConfirmation({ customerId, place, collected: { ...collected, place } });

  beforeEach(async () => {
    for (const id of ['a', 'b', 'c']) await customers.markUnconfirmed(id, NOW);
  });

  it('is counted once, listed, and left out when confirmed by another route', async () => {
    await database.confirmations.record([waiting('a'), waiting('a'), waiting('b'), waiting('c')]);
    await customers.markConfirmed('c', {
      acceptedOn: '2018-10-03',
      via: 'partner-center',
      by: null,
      at: NOW,
    });

    expect((await customers.figures()).collected).toBe(2);
    const listedNow = await customers.unconfirmed({ offset: 0, limit: 10 }, { hasCollected: true });
    expect(listedNow.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(await customers.countUnconfirmed({ hasCollected: true }, 10)).toBe(2);
  });

  it('is no customer any more once a member has released them', async () => {
    const confirmation = waiting('a');
    await database.confirmations.record([confirmation]);

    await database.confirmations.release(confirmation.id, {
      by: { id: 'p2', name: 'Ada' },
      place,
      language: 'en',
      at: NOW,
    });

    expect((await customers.figures()).collected).toBe(0);
  });
});

describe('who needs attention', () => {
  beforeEach(async () => {
    for (const id of ['a', 'b', 'c']) await customers.markUnconfirmed(id, NOW);
  });
  const attention = async () => (await customers.figures()).attention;

  it('is whose latest confirmation was refused or got no clear answer, once each', async () => {
    await failedConfirmation('a', later(1), 'refused');
    await failedConfirmation('a', later(2), 'attention');
    await failedConfirmation('b', later(1), 'attention');

    expect(await attention()).toBe(2);
    const listedNow = await customers.unconfirmed({ offset: 0, limit: 10 }, { needsAttention: true });
    expect(listedNow.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(await customers.countUnconfirmed({ needsAttention: true }, 10)).toBe(2);
  });

  it('is no customer that was confirmed since, by whatever route', async () => {
    await failedConfirmation('a', later(1), 'refused');
    await customers.markConfirmed('a', confirmed(later(2)));

    expect(await attention()).toBe(0);
  });

  it('is no customer for which a later confirmation is on its way', async () => {
    await failedConfirmation('a', later(1), 'refused');
    await kysely
      .updateTable('confirmations')
      .set({ state: 'recorded', outcome: null, settled_at: null, submitted_at: later(5) })
      .where('customer_id', '=', 'a')
      .execute();

    expect(await attention()).toBe(0);
    expect((await customers.figures()).inProgress).toBe(1);
  });
});

describe('the numbers of a day', () => {
  it('are what they were when the day was last noted', async () => {
    await customers.markUnconfirmed('a', NOW);
    await customers.noteDay(NOW);
    await customers.markUnconfirmed('b', NOW);
    await customers.noteDay(later(60_000));

    expect(await customers.days('2026-03-01')).toEqual([
      { day: '2026-03-10', newlyConfirmed: 0, total: 5, unconfirmed: 2, unknown: 3 },
    ]);
  });

  it('count who was confirmed that had waited, not who was found confirmed', async () => {
    await customers.markUnconfirmed('a', NOW);
    await customers.markConfirmed('a', confirmed(later(1)));
    await customers.markConfirmed('b', confirmed(later(1)));
    await customers.noteDay(later(2));
    // Read once more, it is no other confirmation.
    await customers.markConfirmed('a', confirmed(later(DAY_MS)));
    await customers.noteDay(later(DAY_MS));

    expect(await customers.days('2026-03-01')).toMatchObject([
      { day: '2026-03-10', newlyConfirmed: 1 },
      { day: '2026-03-11', newlyConfirmed: 0 },
    ]);
  });

  it('keep what was noted when a customer is confirmed once more later', async () => {
    await customers.markUnconfirmed('a', NOW);
    await customers.markConfirmed('a', confirmed(later(1)));
    await customers.noteDay(later(2));
    await customers.markConfirmed('a', { acceptedOn: '2026-03-02', via: 'bot', by: ADA, at: later(DAY_MS) });
    await customers.noteDay(later(DAY_MS));

    expect((await customers.days('2026-03-01')).map(({ newlyConfirmed }) => newlyConfirmed)).toEqual([1, 0]);
  });

  it('tell of days on which the bot did not run only what was confirmed on them', async () => {
    await customers.markUnconfirmed('a', NOW);
    await customers.noteDay(NOW);
    await customers.markConfirmed('a', confirmed(later(DAY_MS)));
    await customers.noteDay(later(2 * DAY_MS));

    expect(await customers.days('2026-03-01')).toMatchObject([
      { day: '2026-03-10', newlyConfirmed: 0, unconfirmed: 1 },
      { day: '2026-03-11', newlyConfirmed: 1, unconfirmed: null },
      { day: '2026-03-12', newlyConfirmed: 0, unconfirmed: 0 },
    ]);
  });
});
