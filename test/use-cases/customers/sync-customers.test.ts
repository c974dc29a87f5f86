import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { RESELLERS, resellerOf } from '../../../src/local/sandbox/sample-partners.ts';
import { sampleId, sampleIndex } from '../../../src/local/sandbox/sample-ids.ts';
import { syncCustomers, type SyncOptions } from '../../../src/use-cases/customers/sync-customers.ts';
import { syncResellers } from '../../../src/use-cases/customers/sync-resellers.ts';
import { testDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { filingWorld, type FilingWorld } from '../confirming/filing-world.ts';

const data = await testDatabase();
const ALL = { unconfirmedAfterMs: 0, confirmedAfterMs: 0 };
/** The call budget's time is moved by hand; databases and servers keep theirs. */
const ALL_BUT_THE_STOPWATCH = [
  'Date',
  'hrtime',
  'nextTick',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;
/** More than two of the service's pages. */
const MANY = 1_100;
let world: FilingWorld;

afterEach(async () => {
  await world.sandbox.stop();
  await data.clear();
});

async function start(options: Parameters<typeof filingWorld>[1] = {}) {
  world = await filingWorld(data, {
    throttle: { customersPerMinute: 1e9, confirmationsPerMinute: 1e9 },
    ...options,
  });
  return world;
}

/** Agreements were read a moment ago: only the list is of interest. */
async function sync(options: SyncOptions = { unconfirmedAfterMs: 1e12, confirmedAfterMs: 1e12 }) {
  world.clock.advance(60_000);
  return syncCustomers(world.needs, options);
}

describe('reading the list of customers', () => {
  it('goes through all pages', async () => {
    await start({ customers: MANY });

    const run = await sync();

    expect(run).toMatchObject({ listed: MANY, complete: true });
    expect(await data.database.customers.figures()).toMatchObject({ total: MANY });
  });

  it('begins again when the service no longer takes its own continuation token', async () => {
    const { sandbox } = await start({ customers: MANY });
    sandbox.control.fault({ fault: 'continuation-refused', times: 2 });

    const run = await sync();

    expect(run).toMatchObject({ listed: MANY, complete: true });
    expect(await data.database.customers.figures()).toMatchObject({ total: MANY });
  });

  it('gives up on a service that forgets every token, and no customer counts as gone', async () => {
    const { sandbox } = await start({ customers: MANY });
    await sync();
    sandbox.control.fault({ fault: 'continuation-refused', times: 100 });

    const run = await sync();

    expect(run).toMatchObject({ left: 0, complete: false });
    expect(await data.database.customers.figures()).toMatchObject({ total: MANY });
  });

  it('asks again for a page that was not given', async () => {
    const { sandbox } = await start();
    sandbox.control.fault({ fault: 'server-error', endpoint: 'customers', times: 2 });

    expect(await sync(ALL)).toMatchObject({ listed: 40, complete: true });
  });
});

describe('through whom a provider sells', () => {
  const soldBy = async (id: string) => (await data.database.customers.find(id))?.reseller ?? undefined;

  it('is known of every customer after a sync', async () => {
    const { needs } = await start({ partnerKind: 'provider' });

    await sync(ALL);

    expect((await needs.database.customers.resellers()).map(({ id }) => id).sort()).toEqual(
      RESELLERS.map(({ id }) => id).sort(),
    );
    for (const { id } of await needs.database.customers.unconfirmed({ offset: 0, limit: 100 })) {
      const reseller = resellerOf(sampleIndex(id) ?? -1);
      expect(await soldBy(id)).toEqual(reseller && { id: reseller.id, name: reseller.name });
    }
  });

  it('is forgotten of a customer that its reseller no longer has', async () => {
    const { needs, clock } = await start({ partnerKind: 'provider' });
    await sync();
    const reseller = RESELLERS[0]!;
    const own = Array.from({ length: 40 }, (_, index) => index).find((index) => !resellerOf(index)) ?? -1;
    const customerId = sampleId(own);
    await needs.database.customers.markResold(reseller.id, [customerId], clock.now());
    expect(await soldBy(customerId)).toMatchObject({ id: reseller.id });

    await sync();

    expect(await soldBy(customerId)).toBeUndefined();
  });

  it('is not forgotten by a list that lacks many, however long ago it was read before, but by a later one too', async () => {
    const { sandbox, needs, clock } = await start({ partnerKind: 'provider' });
    await sync();
    const reseller = RESELLERS[0]!;
    const { countResold } = needs.database.customers;
    const known = await countResold(reseller.id);
    sandbox.control.fault({ fault: 'short-list', times: 1_000 });

    const left: number[] = [];
    for (const minutes of [3 * 24 * 60, 9, 1]) {
      clock.advance(minutes * 60_000);
      await syncResellers(needs);
      left.push(await countResold(reseller.id));
    }

    expect(known).toBeGreaterThan(0);
    expect(left).toEqual([known, known, 0]);
  });

  it('is doubted anew after a list that had all customers again', async () => {
    const { sandbox, needs, clock } = await start({ partnerKind: 'provider' });
    await sync();
    const reseller = RESELLERS[0]!;
    const { countResold, resellerDoubt } = needs.database.customers;
    const known = await countResold(reseller.id);

    const doubts: boolean[] = [];
    for (const isShort of [true, false, true]) {
      clock.advance(24 * 60 * 60_000);
      sandbox.control.clearFaults();
      if (isShort) sandbox.control.fault({ fault: 'short-list', times: 1_000 });
      await syncResellers(needs);
      doubts.push((await resellerDoubt(reseller.id)) !== undefined);
    }

    expect(doubts).toEqual([true, false, true]);
    expect(await countResold(reseller.id)).toBe(known);
  });

  it('is forgotten of no customer by a list that could not be read to its end', async () => {
    const { sandbox, needs, clock } = await start({ partnerKind: 'provider' });
    await sync();
    const { countResold } = needs.database.customers;
    const counts = () => Promise.all(RESELLERS.map(({ id }) => countResold(id)));
    const before = await counts();
    clock.advance(48 * 60 * 60_000);
    sandbox.control.fault({ fault: 'no-relationship', endpoint: 'customers', times: 1_000 });

    await syncResellers(needs);

    expect(await counts()).toEqual(before);
  });

  it('does not matter to a direct bill partner, who may not ask', async () => {
    const { needs } = await start();

    const run = await sync(ALL);

    expect(run.complete).toBe(true);
    expect(await needs.database.customers.resellers()).toEqual([]);
  });

  it('stays as it was when it cannot be read', async () => {
    const { sandbox, needs } = await start({ partnerKind: 'provider' });
    await sync();
    const before = await needs.database.customers.resellers();
    sandbox.control.fault({ fault: 'server-error', endpoint: 'relationships', times: 5 });

    const run = await sync();

    expect(run.complete).toBe(true);
    expect(await needs.database.customers.resellers()).toEqual(before);
  });
});

describe('a customer that Partner Center refuses to tell about', () => {
  const DAY_MS = 24 * 60 * 60_000;
  const refuse = (sandbox: FilingWorld['sandbox'], customerId: string, times = 1_000) =>
    sandbox.control.fault({ fault: 'no-relationship', endpoint: 'agreements', customerId, times });

  it('keeps no other customer from being read, however many such there are', async () => {
    const { sandbox, needs } = await start({ customers: 250 });
    const due = Array.from({ length: 50 }, (_, index) => sampleId(index));
    const refused = Array.from({ length: 200 }, (_, index) => sampleId(50 + index));
    const listed = [...due, ...refused].map((id) => ({ id, name: id, domain: 'customer.example' }));
    await needs.database.customers.saveListed(listed, needs.clock.now());
    for (const id of due) await needs.database.customers.markUnconfirmed(id, needs.clock.now());
    for (const id of refused) refuse(sandbox, id);

    const run = await sync(ALL);

    expect(run).toMatchObject({ read: 50, complete: true });
    expect(await needs.database.customers.figures()).toMatchObject({ unknown: 200 });
  });

  it('is no reason to run again, and is asked about once a day', async () => {
    const { sandbox, needs, clock } = await start();
    const { contoso } = sandbox.samples;
    refuse(sandbox, contoso);
    const daily = { unconfirmedAfterMs: 0, confirmedAfterMs: DAY_MS };
    const calls = () => sandbox.control.calls().agreements;

    const first = await sync(daily);
    const asked = calls();
    const second = await sync({ ...daily, unconfirmedAfterMs: DAY_MS });
    const askedAgain = calls();
    sandbox.control.clearFaults();
    clock.advance(DAY_MS);
    await sync(daily);

    expect([first.complete, second.complete]).toEqual([true, true]);
    expect(askedAgain).toBe(asked);
    expect(await needs.database.customers.find(contoso)).toMatchObject({ agreementState: 'unconfirmed' });
  });

  it('stays what it was known to be', async () => {
    const { sandbox, needs } = await start();
    const { confirmedOnce } = sandbox.samples;
    await sync(ALL);
    refuse(sandbox, confirmedOnce);

    const run = await sync(ALL);

    expect(run).toMatchObject({ complete: true, newlyConfirmed: 0 });
    expect(await needs.database.customers.find(confirmedOnce)).toMatchObject({ agreementState: 'confirmed' });
  });

  it('is another matter than one that could not be read: that leaves the run incomplete', async () => {
    const { sandbox } = await start();
    const customerId = sandbox.samples.contoso;
    sandbox.control.fault({ fault: 'server-error', endpoint: 'agreements', customerId, times: 1_000 });

    expect(await sync(ALL)).toMatchObject({ read: 39, complete: false });
  });

  it('does not hide that no customer can be read: a refused sign-in ends the run', async () => {
    const { sandbox } = await start();
    sandbox.control.fault({ fault: 'mfa-missing', endpoint: 'agreements', times: 1_000 });

    expect(await sync(ALL)).toMatchObject({ listed: 40, read: 0, complete: false });
    expect(sandbox.control.calls().agreements).toBe(40);
  });
});

describe('the time of the last good sync', () => {
  const lastGood = async () =>
    (await data.database.storedFigures(world.clock.now())).lastGoodSyncSeconds * 1_000;

  it('is when everything was read with nothing missing', async () => {
    await start();

    await sync(ALL);

    expect(await lastGood()).toBe(Math.floor(world.clock.now().getTime() / 1_000) * 1_000);
  });

  it.each<[string, Parameters<FilingWorld['sandbox']['control']['fault']>[0]]>([
    ['the list cannot be read', { fault: 'server-error', endpoint: 'customers', times: 1_000 }],
    ['agreements cannot be read', { fault: 'mfa-missing', endpoint: 'agreements', times: 1_000 }],
  ])('stays as it was while %s', async (_what, fault) => {
    const { sandbox } = await start();
    await sync(ALL);
    const before = await lastGood();
    sandbox.control.fault(fault);

    await sync(ALL);

    expect(await lastGood()).toBe(before);
  });

  it('is the time of the tables before the first one', async () => {
    await start();

    expect(Math.abs(Date.now() - (await lastGood()))).toBeLessThan(24 * 60 * 60_000);
  });

  it('moves on while a long reading goes well', async () => {
    await start({ customers: 250 });
    let early: Promise<number> | undefined;
    const report = ({ read }: { read: number }) => {
      world.clock.advance(20);
      if (read === 230) early ??= lastGood();
    };
    const begunAt = world.clock.now().getTime() + 60_000;

    await sync({ ...ALL, report });

    expect(await early).toBeGreaterThan(begunAt);
    expect(await lastGood()).toBeGreaterThan((await early) ?? 0);
  });
});

describe('a pause that Partner Center asks for', () => {
  beforeEach(() => void jest.useFakeTimers({ doNotFake: [...ALL_BUT_THE_STOPWATCH] }));
  afterEach(() => void jest.useRealTimers());

  const CUSTOMER_AGREEMENT = { era: 'customer-2021', agreementType: 'MicrosoftCustomerAgreement' } as const;

  /** Lets the time pass that is waited for, and notes it. */
  function passingTime() {
    const pauses: number[] = [];
    const pause = async (ms: number) => {
      pauses.push(ms);
      jest.advanceTimersByTime(ms);
    };
    return { pauses, pause };
  }

  it.each(['customers', 'agreements', 'relationships', 'direct-acceptance'] as const)(
    'is waited for, however often, and the reading goes on (%s)',
    async (endpoint) => {
      const { sandbox } = await start({ partnerKind: 'provider', ...CUSTOMER_AGREEMENT });
      const { pauses, pause } = passingTime();
      sandbox.control.fault({ fault: 'throttled', endpoint, times: 5, retryAfterSeconds: 57 });

      const run = await sync({ ...ALL, pause });

      expect(run).toMatchObject({ listed: 40, read: 40, complete: true });
      expect(pauses.filter((ms) => ms > 56_000).length).toBeGreaterThanOrEqual(1);
      expect(Math.max(...pauses)).toBeLessThanOrEqual(57_000);
    },
  );

  it('is waited for 15 minutes at most, whatever it asks for', async () => {
    const { sandbox } = await start();
    const { pauses, pause } = passingTime();
    sandbox.control.fault({ fault: 'throttled', endpoint: 'customers', retryAfterSeconds: 86_400 });

    const run = await sync({ ...ALL, pause });

    expect(pauses).toEqual([15 * 60_000]);
    expect(run).toMatchObject({ listed: 40, complete: true });
  });

  it('does not keep digests waiting for what was found before it', async () => {
    const { sandbox, needs, clock } = await start();
    const { contoso, confirmedTwice } = sandbox.samples;
    await sync(ALL);
    await needs.database.customers.markUnconfirmed(contoso, new Date(clock.now().getTime() - 60_000));
    await sandbox.control.confirmOnPage({ customerId: contoso });
    const late = { endpoint: 'agreements', customerId: confirmedTwice } as const;
    sandbox.control.fault({ fault: 'throttled', ...late, retryAfterSeconds: 57 });
    const refreshes = async () => (await data.sentJobs()).filter(({ name }) => name === 'refresh-digests');
    const before = await refreshes();
    const { pauses, pause } = passingTime();

    const run = await sync({
      ...ALL,
      pause: async (ms) => {
        await eventually(async () => expect(await refreshes()).toHaveLength(before.length + 1));
        await pause(ms);
      },
    });

    expect(run).toMatchObject({ newlyConfirmed: 1, complete: true });
    expect(pauses).not.toEqual([]);
  });

  it('is over at once when the bot stops', async () => {
    const { sandbox } = await start();
    const stop = new AbortController();
    sandbox.control.fault({ fault: 'throttled', endpoint: 'customers', times: 9, retryAfterSeconds: 3_600 });

    const syncing = sync({ ...ALL, signal: stop.signal });
    await eventually(() => expect(sandbox.control.calls().customers).toBe(1));
    stop.abort();

    expect(await syncing).toMatchObject({ listed: 0, left: 0, complete: false });
    expect(sandbox.control.calls().customers).toBe(1);
  });
});
