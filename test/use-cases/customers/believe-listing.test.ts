import { afterEach, describe, expect, it } from '@jest/globals';
import { syncCustomers } from '../../../src/use-cases/customers/sync-customers.ts';
import { testDatabase } from '../../support/database.ts';
import { filingWorld, type FilingWorld } from '../confirming/filing-world.ts';

const data = await testDatabase();
const { customers } = data.database;
const MINUTE_MS = 60_000;
/** Agreements were read a moment ago: only the list is of interest. */
const LIST_ALONE = { unconfirmedAfterMs: 1e12, confirmedAfterMs: 1e12 };
let world: FilingWorld;

afterEach(async () => {
  await world.sandbox.stop();
  await data.clear();
});

/** A partner with forty customers, all of them known. */
async function start() {
  world = await filingWorld(data, { throttle: { customersPerMinute: 1e9, confirmationsPerMinute: 1e9 } });
  await sync();
}

/** So much later than what was before. */
async function sync(afterMinutes = 15) {
  world.clock.advance(afterMinutes * MINUTE_MS);
  return syncCustomers(world.needs, LIST_ALONE);
}

/** After how many customers the next list ends. */
const cutList = (listed: number) => world.sandbox.control.fault({ fault: 'short-list', listed });
const total = async () => (await customers.figures()).total;

describe('a list that lacks many customers', () => {
  it.each([
    ['is empty', 0],
    ['lacks more than a tenth', 35],
  ])('marks no customer gone at the first reading: it %s', async (_how, listed) => {
    await start();
    cutList(listed);

    const run = await sync();

    expect(run).toMatchObject({ left: 0, doubted: 40 - listed, complete: true });
    expect(await total()).toBe(40);
    expect(await customers.listingDoubt()).toEqual({
      since: world.clock.now(),
      missing: 40 - listed,
      known: 40,
    });
  });

  it('is believed when a second reading, ten minutes later, says the same', async () => {
    await start();
    cutList(30);
    await sync();
    cutList(30);
    const soon = await sync(9);
    cutList(30);
    const later = await sync(1);

    expect(soon).toMatchObject({ left: 0, doubted: 10 });
    expect(later).toMatchObject({ left: 10, doubted: 0 });
    expect(await total()).toBe(30);
    expect(await customers.listingDoubt()).toBeUndefined();
  });

  it('is forgotten when the next one has all customers', async () => {
    await start();
    cutList(0);
    await sync();

    const whole = await sync();
    cutList(0);
    const again = await sync();

    expect(whole).toMatchObject({ left: 0, doubted: 0 });
    expect(again).toMatchObject({ left: 0, doubted: 40 });
    expect(await total()).toBe(40);
  });

  it('is doubted anew when the second reading says something else', async () => {
    await start();
    cutList(0);
    await sync();
    cutList(20);
    const other = await sync();
    cutList(20);
    const same = await sync();

    expect(other).toMatchObject({ left: 0, doubted: 20 });
    expect(same).toMatchObject({ left: 20, doubted: 0 });
  });

  it('marks only those gone whom both readings lack', async () => {
    await start();
    cutList(30);
    await sync();
    cutList(24);
    const second = await sync();
    cutList(24);
    const third = await sync();

    expect(second).toMatchObject({ left: 10, doubted: 6 });
    expect(third).toMatchObject({ left: 6, doubted: 0 });
    expect(await total()).toBe(24);
  });

  it('says nothing while it was not read to its end', async () => {
    await start();
    cutList(0);
    await sync();
    world.sandbox.control.fault({ fault: 'server-error', endpoint: 'customers', times: 9 });

    const broken = await sync();

    expect(broken).toMatchObject({ left: 0, doubted: 0, complete: false });
    expect(await customers.listingDoubt()).toMatchObject({ missing: 40 });
  });
});

describe('a list that lacks a few', () => {
  it('is believed at once', async () => {
    await start();
    cutList(36);

    expect(await sync()).toMatchObject({ left: 4, doubted: 0 });
    expect(await total()).toBe(36);
  });
});
