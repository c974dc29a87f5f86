import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { createBudgetStore } from '../../src/database/budget-store.ts';
import type { AllowanceLease, PaceLease } from '../../src/use-cases/ports/shared-budgets.ts';
import { testDatabase } from '../support/database.ts';

const { database } = await testDatabase();
/** The clock is the server's: what happened is put into the past instead of waiting. */
const MINUTE = 60_000;

let budget: string;
beforeEach(() => void (budget = randomUUID()));

const paceOf = (perSecond: number, holder: string = randomUUID()) =>
  createBudgetStore(database.kysely, holder).pace(budget, perSecond);
const allowance = () => createBudgetStore(database.kysely, randomUUID()).allowance(budget);

function places(lease: PaceLease) {
  if (lease.kind !== 'places') throw new Error(`Not places but ${lease.kind}`);
  return lease;
}
function calls(lease: AllowanceLease) {
  if (lease.kind !== 'calls') throw new Error(`Not calls but ${lease.kind}`);
  return lease;
}

/** As if everything had happened so much earlier. */
async function pass(ms: number): Promise<void> {
  const ago = sql`${ms} * interval '1 millisecond'`;
  await sql`update shared_budgets set next_at = next_at - ${ago}, paused_until = paused_until - ${ago}
    where budget = ${budget}`.execute(database.kysely);
  await sql`update budget_holders set seen_at = seen_at - ${ago} where budget = ${budget}`.execute(
    database.kysely,
  );
  await sql`update budget_leases set counted_until = counted_until - ${ago} where budget = ${budget}`.execute(
    database.kysely,
  );
}

describe('a pace', () => {
  it('gives places that follow each other, whichever process asks', async () => {
    const [one, other] = [paceOf(1), paceOf(1)];

    const first = places(await one.lease({ calls: 10, spent: 0 }));
    const second = places(await other.lease({ calls: 10, spent: 0 }));
    const third = places(await one.lease({ calls: 10, spent: 0 }));

    expect(first).toMatchObject({ processes: 1, spacingMs: 1_000 });
    expect(first.startsInMs).toBeLessThanOrEqual(0);
    expect(second.startsInMs).toBeGreaterThan(first.startsInMs + 9_000);
    expect(third.startsInMs).toBeGreaterThan(second.startsInMs + 9_000);
  });

  it('puts places a little further apart while several processes use it', async () => {
    const one = paceOf(50);
    await paceOf(50).lease({ calls: 1, spent: 0 });

    const shared = places(await one.lease({ calls: 1, spent: 0 }));
    await pass(11_000);
    const alone = places(await one.lease({ calls: 1, spent: 0 }));

    expect(shared).toMatchObject({ processes: 2, spacingMs: 20.8 });
    expect(alone).toMatchObject({ processes: 1, spacingMs: 20 });
  });

  it('saves nothing up', async () => {
    const one = paceOf(1);
    await one.lease({ calls: 1, spent: 0 });
    await pass(MINUTE);

    const late = places(await one.lease({ calls: 1, spent: 0 }));

    expect(late.startsInMs).toBeGreaterThan(-200);
    expect(late.startsInMs).toBeLessThanOrEqual(0);
  });

  it('is longer by the calls made without a place, and by no more than a second', async () => {
    const [one, other] = [paceOf(10), paceOf(10)];
    await one.lease({ calls: 1, spent: 0 });
    await other.lease({ calls: 1, spent: 0 });
    await pass(5_000);

    await one.lease({ calls: 0, spent: 5 });
    const some = places(await other.lease({ calls: 0, spent: 0 }));
    await one.lease({ calls: 0, spent: 10_000 });
    const many = places(await other.lease({ calls: 0, spent: 0 }));

    expect(some.startsInMs).toBeGreaterThan(0);
    expect(some.startsInMs).toBeLessThanOrEqual(520);
    expect(many.startsInMs).toBeGreaterThan(some.startsInMs);
    expect(many.startsInMs).toBeLessThanOrEqual(1_000);
  });

  it('gives no place while all processes were asked to wait, and a pause is never shortened', async () => {
    const [one, other] = [paceOf(10), paceOf(10)];
    await one.pause(30_000);
    await other.pause(1_000);

    const during = await other.lease({ calls: 5, spent: 3 });
    await pass(30_000);
    const after = places(await other.lease({ calls: 1, spent: 0 }));

    expect(during.kind).toBe('paused');
    expect(during.kind === 'paused' && during.forMs).toBeGreaterThan(29_000);
    expect(after.startsInMs).toBeLessThanOrEqual(0);
  });

  it('gives no place twice to twenty who ask at once', async () => {
    const many = Array.from({ length: 20 }, () => paceOf(1));

    const asked = await Promise.all(many.map((each) => each.lease({ calls: 3, spent: 0 })));

    const { rows } = await sql<{ ahead: number }>`
      select extract(epoch from next_at - clock_timestamp())::double precision as ahead
      from shared_budgets where budget = ${budget}`.execute(database.kysely);
    expect(new Set(asked.map((lease) => places(lease).startsInMs.toFixed(1))).size).toBe(20);
    expect(rows[0]!.ahead).toBeGreaterThan(55);
  });
});

describe('an allowance', () => {
  it('gives what is left of it, and no more, whichever process asks', async () => {
    const first = calls(await allowance().lease({ calls: 6, atMost: 10 }));
    const rest = calls(await allowance().lease({ calls: 6, atMost: 10 }));
    const none = await allowance().lease({ calls: 1, atMost: 10 });

    expect([first.calls, rest.calls]).toEqual([6, 4]);
    expect(none.kind).toBe('none');
    expect(none.kind === 'none' && none.retryInMs).toBeGreaterThan(59_000);
  });

  it('never gives more than it has to twenty who ask at once', async () => {
    const many = Array.from({ length: 20 }, () => allowance().lease({ calls: 7, atMost: 50 }));

    const given = (await Promise.all(many)).map((lease) => (lease.kind === 'calls' ? lease.calls : 0));

    expect(given.reduce((sum, each) => sum + each, 0)).toBe(50);
  });

  it('has everything again when a window has passed since the calls may have been made', async () => {
    await allowance().lease({ calls: 10, atMost: 10 });

    await pass(MINUTE);
    const early = await allowance().lease({ calls: 1, atMost: 10 });
    await pass(500);
    const later = calls(await allowance().lease({ calls: 10, atMost: 10 }));

    expect(early.kind).toBe('none');
    expect(later.calls).toBe(10);
  });

  it('takes back what was not used, once', async () => {
    const { id } = calls(await allowance().lease({ calls: 10, atMost: 10 }));

    const again = calls(await allowance().lease({ calls: 10, atMost: 10, unused: { id, calls: 4 } }));
    const none = await allowance().lease({ calls: 1, atMost: 10 });

    expect(again.calls).toBe(4);
    expect(none.kind).toBe('none');
  });

  it('keeps apart what only some may use', async () => {
    const background = calls(await allowance().lease({ calls: 100, atMost: 90 }));
    const refused = await allowance().lease({ calls: 1, atMost: 90 });
    const person = calls(await allowance().lease({ calls: 1, atMost: 100 }));

    expect([background.calls, refused.kind, person.calls]).toEqual([90, 'none', 1]);
  });

  it('gives nothing while all processes were asked to wait', async () => {
    await allowance().pause(20_000);

    const during = await allowance().lease({ calls: 1, atMost: 10 });
    await pass(20_000);
    const after = calls(await allowance().lease({ calls: 1, atMost: 10 }));

    expect(during.kind).toBe('paused');
    expect(during.kind === 'paused' && during.forMs).toBeGreaterThan(19_000);
    expect(after.calls).toBe(1);
  });

  it('knows no upper limit', async () => {
    const many = calls(await allowance().lease({ calls: 1e9, atMost: Number.MAX_SAFE_INTEGER }));

    expect(many.calls).toBe(1e9);
  });

  it('leaves nothing behind of what no longer counts', async () => {
    for (let time = 0; time < 5; time += 1) await allowance().lease({ calls: 1, atMost: 10 });
    await pass(2 * MINUTE);
    await allowance().lease({ calls: 1, atMost: 10 });

    const { rows } = await sql`select id from budget_leases where budget = ${budget}`.execute(
      database.kysely,
    );
    expect(rows).toHaveLength(1);
  });
});

describe('a pause that was kept for longer than a peer may ask', () => {
  const untilYear9999 = () =>
    sql`insert into shared_budgets (budget, paused_until) values (${budget}, '9999-12-31T23:59:59Z')`.execute(
      database.kysely,
    );

  it.each([
    ['a pace', () => paceOf(25).lease({ calls: 1, spent: 0 }), 'places'],
    ['an allowance', () => allowance().lease({ calls: 1, atMost: 10 }), 'calls'],
  ])('is over after 15 minutes: %s', async (_what, lease, afterwards) => {
    await untilYear9999();

    const first = await lease();
    await pass(14 * MINUTE);
    const during = await lease();
    await pass(MINUTE);
    const after = await lease();

    expect(first).toEqual({ kind: 'paused', forMs: 15 * MINUTE });
    expect(during.kind).toBe('paused');
    expect(after.kind).toBe(afterwards);
  });
});

describe('what is left for all processes', () => {
  const store = createBudgetStore(database.kysely, randomUUID());

  it('of a pace is what no process has taken of the coming second', async () => {
    const full = await store.paceLeft(budget, 25);
    await paceOf(25).lease({ calls: 5, spent: 0 });
    const some = await store.paceLeft(budget, 25);
    await paceOf(25).lease({ calls: 100, spent: 0 });
    const none = await store.paceLeft(budget, 25);
    await pass(10_000);

    expect(full).toBe(25);
    expect(some).toBeGreaterThanOrEqual(19);
    expect(some).toBeLessThanOrEqual(25);
    expect([none, await store.paceLeft(budget, 25)]).toEqual([0, 25]);
  });

  it('of an allowance is what no process has leased', async () => {
    const full = await store.allowanceLeft(budget, 20);
    await allowance().lease({ calls: 5, atMost: 20 });
    const some = await store.allowanceLeft(budget, 20);
    await allowance().lease({ calls: 100, atMost: 20 });
    const none = await store.allowanceLeft(budget, 20);
    await pass(2 * MINUTE);

    expect([full, some, none, await store.allowanceLeft(budget, 20)]).toEqual([20, 15, 0, 20]);
  });

  it('is nothing while all processes were asked to wait', async () => {
    await allowance().pause(20_000);

    expect([await store.paceLeft(budget, 25), await store.allowanceLeft(budget, 20)]).toEqual([0, 0]);
  });
});
