import { afterEach, describe, expect, it } from '@jest/globals';
import type { FaultOrder } from '../../../src/local/sandbox/faults.ts';
import { checkAccount } from '../../../src/use-cases/confirming/check-account.ts';
import { testDatabase } from '../../support/database.ts';
import { HOUR, PAUSE, SECOND, fileAsPlanned, filingWorld, type FilingWorld } from './filing-world.ts';

const data = await testDatabase();
let world: FilingWorld;
const start = async (options: Parameters<typeof filingWorld>[1] = {}) =>
  (world = await filingWorld(data, options));

afterEach(async () => {
  await world.sandbox.stop();
  await data.clear();
});

const posts = () => world.sandbox.control.calls().confirm;

describe('a POST without a clear answer', () => {
  const WRITTEN: FaultOrder['fault'][] = [
    'conflict-after-write',
    'server-error-after-write',
    'drop-after-write',
    'silence-after-write',
    'html-502-after-write',
  ];
  const NOT_WRITTEN: FaultOrder['fault'][] = [
    'drop-before-write',
    'html-502-before-write',
    'server-error',
    'unavailable',
    'silence',
  ];
  const timeoutsUnder = (fault: string) => (fault.startsWith('silence') ? { confirm: 80 } : {});

  it.each(WRITTEN)('that was written (%s) is found by reading back, and not made twice', async (fault) => {
    const { file, filed, stored, recorded, sandbox, clock } = await start({
      timeouts: timeoutsUnder(fault),
    });
    sandbox.control.fault({ fault, endpoint: 'confirm' });
    // Not even a service that forgot the request would write a second one.
    sandbox.control.fault({ fault: 'forget-request-id', times: 9 });
    const confirmation = await recorded();

    await file(confirmation.id);
    const unclear = await stored(confirmation.id);
    clock.advance(PAUSE);
    await file(confirmation.id);

    expect(unclear).toMatchObject({ state: 'unclear', attempts: 1, outcome: null });
    expect(await stored(confirmation.id)).toMatchObject({ outcome: { how: 'read-back' } });
    expect(posts()).toBe(1);
    expect(filed(confirmation)).toHaveLength(1);
  });

  it.each(NOT_WRITTEN)('that was not written (%s) is made once more and counts once', async (fault) => {
    const { file, filed, stored, recorded, sandbox } = await start({
      timeouts: timeoutsUnder(fault),
    });
    sandbox.control.fault({ fault, endpoint: 'confirm' });
    const confirmation = await recorded();

    await file(confirmation.id);
    const unclear = await stored(confirmation.id);
    await fileAsPlanned(world, confirmation.id);

    expect(unclear).toMatchObject({ state: 'unclear', attempts: 1 });
    expect(await stored(confirmation.id)).toMatchObject({ outcome: { how: 'sent' } });
    expect(posts()).toBe(2);
    expect(filed(confirmation)).toHaveLength(1);
  });

  it.each(['hollow-success', 'error-as-success', 'page-as-success'] as const)(
    'that was answered like a success but is none (%s) confirms nothing, and is made once more',
    async (fault) => {
      const { file, filed, stored, recorded, sandbox, needs } = await start();
      sandbox.control.fault({ fault });
      const confirmation = await recorded();

      await file(confirmation.id);
      const unclear = await stored(confirmation.id);
      const customer = await needs.database.customers.find(confirmation.customerId);
      await fileAsPlanned(world, confirmation.id);

      expect(unclear).toMatchObject({ state: 'unclear', outcome: null });
      expect(customer?.agreementState).not.toBe('confirmed');
      expect(await stored(confirmation.id)).toMatchObject({ outcome: { how: 'sent' } });
      expect(filed(confirmation)).toHaveLength(1);
    },
  );

  it.each([400, 403, 404, 413])(
    'that a firewall’s page (%s) answered, after the write or before it, is not refused, and counts once',
    async (status) => {
      const { file, filed, stored, recorded, sandbox } = await start();
      sandbox.control.fault({ fault: 'forget-request-id', times: 9 });
      for (const fault of ['proxy-page-after-write', 'proxy-page'] as const) {
        sandbox.control.fault({ fault, status, endpoint: 'confirm' });
        const confirmation = await recorded(
          fault === 'proxy-page' ? { inputs: { customerId: sandbox.samples.unconfirmed } } : {},
        );

        await file(confirmation.id);
        const unclear = await stored(confirmation.id);
        await fileAsPlanned(world, confirmation.id);

        expect(unclear).toMatchObject({ state: 'unclear', outcome: null });
        expect((await stored(confirmation.id)).outcome).toMatchObject({ kind: 'confirmed' });
        expect(filed(confirmation)).toHaveLength(1);
      }
    },
  );

  it('is only read for, first within seconds and then for three minutes, before it is made once more', async () => {
    const { file, recorded, sandbox, clock } = await start();
    sandbox.control.fault({ fault: 'drop-before-write' });
    const confirmation = await recorded();
    await file(confirmation.id);
    const postedAt = clock.now().getTime();

    const pauses = await fileAsPlanned(world, confirmation.id, async () => posts() === 2);

    expect(pauses.slice(0, 6)).toEqual([5, 5, 10, 20, 40, 60].map((seconds) => seconds * SECOND));
    expect(clock.now().getTime() - postedAt).toBe(185 * SECOND);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(60 * SECOND);
  });

  it('that lands 20 s later at a service that forgot the request and lists late is found, and not made twice', async () => {
    const { file, filed, stored, recorded, sandbox } = await start();
    sandbox.control.fault({ fault: 'late-landing' });
    sandbox.control.fault({ fault: 'forget-request-id', times: 9 });
    sandbox.control.fault({ fault: 'lagging-list', delayMs: 90 * SECOND, times: 99 });
    const confirmation = await recorded();

    await file(confirmation.id);
    await fileAsPlanned(world, confirmation.id);

    expect(await stored(confirmation.id)).toMatchObject({ outcome: { how: 'read-back' } });
    expect([posts(), filed(confirmation).length]).toEqual([1, 1]);
  });

  it('whose process was killed is read for as long by the next one, from its own first look on', async () => {
    const { file, recorded, needs, clock, anotherClient } = await start();
    const confirmation = await recorded();
    const killed: typeof needs.partnerCenter = {
      ...needs.partnerCenter,
      confirm: () => Promise.reject(new Error('killed')),
    };
    await file(confirmation.id, { partnerCenter: killed }).catch(() => undefined);
    clock.advance(40 * SECOND);
    await file(confirmation.id, { partnerCenter: anotherClient() });
    const firstLook = clock.now().getTime();

    await fileAsPlanned(world, confirmation.id, async () => posts() === 1);

    expect(clock.now().getTime() - firstLook).toBe(180 * SECOND);
  });

  it('does not wait anew where the second one was only asked to come later', async () => {
    const { file, recorded, sandbox, clock } = await start();
    sandbox.control.fault({ fault: 'drop-before-write' });
    sandbox.control.fault({ fault: 'throttled', endpoint: 'confirm', retryAfterSeconds: 1 });
    const confirmation = await recorded();
    await file(confirmation.id);
    await fileAsPlanned(world, confirmation.id, async () => posts() === 2);
    const then = clock.now().getTime();

    await fileAsPlanned(world, confirmation.id);

    expect(clock.now().getTime() - then).toBeLessThanOrEqual(60 * SECOND);
  });

  it('is not refused by what a second one is answered, when the first shows later', async () => {
    const { file, filed, stored, recorded, sandbox, trail } = await start();
    sandbox.control.fault({ fault: 'late-landing', delayMs: 200 * SECOND });
    sandbox.control.fault({ fault: 'no-relationship', endpoint: 'confirm' });
    const confirmation = await recorded();
    await file(confirmation.id);
    await fileAsPlanned(world, confirmation.id, async () => posts() === 2);
    const waiting = await stored(confirmation.id);

    await fileAsPlanned(world, confirmation.id);

    expect(waiting).toMatchObject({ state: 'unclear', outcome: null, post: { refusal: { code: '20002' } } });
    expect(await stored(confirmation.id)).toMatchObject({ outcome: { how: 'read-back' } });
    expect([posts(), filed(confirmation).length]).toEqual([2, 1]);
    expect((await trail(confirmation.id)).map(({ action }) => action)).not.toContain('confirmation-refused');
  });

  it('is refused by what a second one is answered, once readings have shown nothing for three minutes', async () => {
    const { file, stored, recorded, sandbox, clock } = await start();
    sandbox.control.fault({ fault: 'drop-before-write' });
    sandbox.control.fault({ fault: 'no-relationship', endpoint: 'confirm', times: 9 });
    const confirmation = await recorded();
    await file(confirmation.id);
    await fileAsPlanned(world, confirmation.id, async () => posts() === 2);
    const refusedAt = clock.now().getTime();

    await fileAsPlanned(world, confirmation.id);

    expect((await stored(confirmation.id)).outcome).toMatchObject({ reason: 'no-relationship' });
    expect(clock.now().getTime() - refusedAt).toBeGreaterThanOrEqual(180 * SECOND);
    expect(posts()).toBe(2);
  });

  it('is told from an agreement that said the same before, when it was made again', async () => {
    const { file, filed, stored, recorded, sandbox, clock } = await start();
    const first = await recorded();
    await file(first.id);
    const again = await recorded({ again: true });
    sandbox.control.fault({ fault: 'html-502-before-write' });

    await file(again.id);
    sandbox.control.fault({ fault: 'drop-after-write' });
    await fileAsPlanned(world, again.id, async () => posts() === 3);
    const stillUnclear = await stored(again.id);
    clock.advance(PAUSE);
    await file(again.id);

    expect(stillUnclear).toMatchObject({ state: 'unclear', identicalBefore: 1 });
    expect(await stored(again.id)).toMatchObject({ outcome: { how: 'read-back' } });
    expect([filed(first), filed(again)].map(({ length }) => length)).toEqual([1, 1]);
  });

  it('is told from one of before that a list left out while it was behind', async () => {
    const { file, filed, stored, recorded, sandbox, clock } = await start();
    const first = await recorded();
    await file(first.id);
    clock.advance(HOUR);
    const again = await recorded({ again: true });
    sandbox.control.fault({ fault: 'html-502-before-write', times: 2 });
    await file(again.id);
    sandbox.control.fault({ fault: 'lagging-list', delayMs: 2 * HOUR, times: 1_000 });

    await fileAsPlanned(world, again.id, async () => posts() === 3);
    sandbox.control.clearFaults();
    clock.advance(PAUSE);
    await file(again.id);

    expect(await stored(again.id)).toMatchObject({ state: 'unclear', outcome: null });
    expect(filed(again)).toEqual([]);
  });

  it.each(['mfa-missing', 'forbidden', 'forbidden-empty'] as const)(
    'is never called refused because reading it back is (%s)',
    async (fault) => {
      const { file, filed, stored, recorded, sandbox, clock, needs } = await start();
      const confirmation = await recorded();
      sandbox.control.fault({ fault: 'drop-after-write' });
      await file(confirmation.id);
      sandbox.control.fault({ fault, endpoint: 'agreements' });
      clock.advance(PAUSE);

      await file(confirmation.id);
      const waiting = await stored(confirmation.id);
      clock.advance(PAUSE);
      await checkAccount(needs);
      await file(confirmation.id);

      expect(waiting).toMatchObject({ state: 'unclear', outcome: null });
      expect(await stored(confirmation.id)).toMatchObject({ outcome: { how: 'read-back' } });
      expect(filed(confirmation)).toHaveLength(1);
    },
  );
});
