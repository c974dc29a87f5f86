import { afterEach, describe, expect, it } from '@jest/globals';
import type { FaultOrder } from '../../../src/local/sandbox/faults.ts';
import { testDatabase } from '../../support/database.ts';
import {
  DAY,
  DETAILS,
  HOUR,
  PAUSE,
  SECOND,
  fileUntilSettled,
  filingWorld,
  type FilingWorld,
} from './filing-world.ts';

const data = await testDatabase();
let world: FilingWorld;
const start = async (options: Parameters<typeof filingWorld>[1] = {}) =>
  (world = await filingWorld(data, options));

afterEach(async () => {
  await world.sandbox.stop();
  await data.clear();
});

describe('a confirmation', () => {
  it('is filed as it was made and settled with its audit entry, its customer and the jobs that show it', async () => {
    const { file, filed, stored, trail, jobs, needs, recorded } = await start();
    const confirmation = await recorded();

    await file(confirmation.id);

    expect(filed(confirmation)).toMatchObject([
      {
        customerId: confirmation.customerId,
        dateAgreed: DETAILS.acceptanceDate,
        contact: { firstName: 'Ana', lastName: 'Sample', email: DETAILS.email, phoneNumber: '' },
      },
    ]);
    expect(await stored(confirmation.id)).toMatchObject({
      state: 'confirmed',
      attempts: 1,
      outcome: { kind: 'confirmed', how: 'sent', acceptedOn: DETAILS.acceptanceDate },
    });
    expect(await trail(confirmation.id)).toEqual([
      { action: 'confirmation-recorded', details: { acceptedOn: DETAILS.acceptanceDate, again: false } },
      {
        action: 'confirmation-confirmed',
        details: { how: 'sent', acceptedOn: DETAILS.acceptanceDate },
      },
    ]);
    expect(await needs.database.customers.find(confirmation.customerId)).toMatchObject({
      agreementState: 'confirmed',
      confirmedVia: 'bot',
      confirmedBy: confirmation.submittedBy,
      acceptedOn: DETAILS.acceptanceDate,
    });
    expect(await jobs('show-outcome', confirmation.id)).toMatchObject([{ options: { afterMs: 1_000 } }]);
    expect((await data.sentJobs()).filter(({ name }) => name === 'refresh-digests')).toHaveLength(1);
  });

  it('that is settled is left alone by jobs that come late', async () => {
    const { file, filed, recorded, sandbox, trail } = await start();
    const confirmation = await recorded();
    await file(confirmation.id);
    const callsBefore = sandbox.control.calls();

    await file(confirmation.id);

    expect(sandbox.control.calls()).toEqual(callsBefore);
    expect(filed(confirmation)).toHaveLength(1);
    expect(await trail(confirmation.id)).toHaveLength(2);
  });

  it('of a customer confirmed on Microsoft’s page meanwhile is never posted', async () => {
    const { file, stored, recorded, sandbox, needs } = await start();
    const confirmation = await recorded();
    await sandbox.control.confirmOnPage({ customerId: confirmation.customerId, dateAgreed: '2018-09-01' });

    await file(confirmation.id);

    expect(sandbox.control.calls().confirm).toBeUndefined();
    expect((await stored(confirmation.id)).outcome).toEqual({
      kind: 'confirmed',
      how: 'found',
      acceptedOn: '2018-09-01',
    });
    expect(await needs.database.customers.find(confirmation.customerId)).toMatchObject({
      confirmedVia: 'partner-center',
      confirmedBy: null,
    });
  });

  it('made again on purpose is filed although the customer is confirmed', async () => {
    const { file, filed, stored, recorded, sandbox } = await start();
    const confirmation = await recorded({
      again: true,
      inputs: { customerId: sandbox.samples.confirmedOnce },
    });

    await file(confirmation.id);

    expect(await stored(confirmation.id)).toMatchObject({ outcome: { how: 'sent' } });
    expect(filed(confirmation)).toHaveLength(1);
  });

  it('whose contact was erased before it could be filed is given back to a person', async () => {
    const { file, stored, recorded, sandbox } = await start();
    const confirmation = await recorded();
    await data.database.kysely.updateTable('confirmations').set({ contact: null }).execute();

    await file(confirmation.id);

    expect(sandbox.control.calls().confirm).toBeUndefined();
    expect((await stored(confirmation.id)).outcome).toEqual({ kind: 'attention', reason: 'not-reached' });
  });
});

describe('a confirmation about another agreement than the bot’s present one', () => {
  it('is brought to its end, and says nothing of the customer', async () => {
    const { file, filed, stored, recorded, needs } = await start();
    const confirmation = await recorded();

    await file(confirmation.id, { agreementType: 'MicrosoftCustomerAgreement' });

    expect(await stored(confirmation.id)).toMatchObject({ outcome: { kind: 'confirmed', how: 'sent' } });
    expect(filed(confirmation)).toHaveLength(1);
    expect(await needs.database.customers.find(confirmation.customerId)).toMatchObject({
      agreementState: 'unknown',
    });
  });
});

describe('a service that cannot be reached', () => {
  it.each<FaultOrder>([
    { fault: 'server-error', endpoint: 'agreements' },
    { fault: 'unavailable', endpoint: 'agreements' },
    { fault: 'server-error', endpoint: 'template' },
    { fault: 'token-unavailable' },
  ])('(%j) is asked again soon, and nothing counts as sent', async (order) => {
    const { file, stored, recorded, sandbox, jobs } = await start();
    sandbox.control.fault(order);
    const confirmation = await recorded();

    await file(confirmation.id);

    expect(await stored(confirmation.id)).toMatchObject({ state: 'recorded', attempts: 1, outcome: null });
    expect(sandbox.control.calls().confirm).toBeUndefined();
    expect((await jobs('file-confirmation', confirmation.id)).at(-1)?.options).toEqual({
      afterMs: 2_000,
      onceKey: confirmation.id,
    });
  });

  it('that asks for less than the usual pause is left alone for the usual one', async () => {
    const { file, recorded, sandbox, jobs } = await start();
    sandbox.control.fault({ fault: 'throttled', endpoint: 'agreements', retryAfterSeconds: 1 });
    const confirmation = await recorded();

    await file(confirmation.id);

    expect((await jobs('file-confirmation', confirmation.id)).at(-1)?.options.afterMs).toBe(2 * SECOND);
  });

  it.each(['agreements', 'confirm'] as const)(
    'that asks for a pause at %s is left alone for as long, by jobs that come early too',
    async (endpoint) => {
      const { file, filed, stored, recorded, sandbox, jobs, clock, anotherClient } = await start();
      sandbox.control.fault({ fault: 'throttled', endpoint, retryAfterSeconds: 120 });
      const confirmation = await recorded();

      await file(confirmation.id);
      const planned = (await jobs('file-confirmation', confirmation.id)).at(-1);
      const callsThen = sandbox.control.calls();
      clock.advance(119 * SECOND);
      await file(confirmation.id, { partnerCenter: anotherClient() });
      const callsEarly = sandbox.control.calls();
      clock.advance(SECOND);
      await file(confirmation.id, { partnerCenter: anotherClient() });

      expect(planned?.options.afterMs).toBe(120 * SECOND);
      expect(callsEarly).toEqual(callsThen);
      expect(await stored(confirmation.id)).toMatchObject({ outcome: { how: 'sent' } });
      expect(filed(confirmation)).toHaveLength(1);
    },
  );

  it('is tried for three days and then left to a person, who is told so', async () => {
    const { stored, recorded, sandbox, trail, jobs, clock } = await start();
    sandbox.control.fault({ fault: 'server-error', endpoint: 'agreements', times: 10_000 });
    const confirmation = await recorded();
    const begun = clock.now().getTime();

    await fileUntilSettled(world, confirmation.id, HOUR);

    const lastedMs = clock.now().getTime() - begun;
    expect((await stored(confirmation.id)).outcome).toEqual({ kind: 'attention', reason: 'not-reached' });
    expect([lastedMs >= 3 * DAY, lastedMs <= 3 * DAY + 2 * HOUR]).toEqual([true, true]);
    expect((await trail(confirmation.id)).at(-1)).toEqual({
      action: 'confirmation-attention',
      details: { reason: 'not-reached' },
    });
    expect(await jobs('show-outcome', confirmation.id)).toHaveLength(1);
  });

  it('never answers clearly for three days: a person is told that it is unknown', async () => {
    const { file, stored, recorded, sandbox, clock } = await start();
    const confirmation = await recorded();
    sandbox.control.fault({ fault: 'drop-after-write' });
    await file(confirmation.id);
    sandbox.control.fault({ fault: 'server-error', endpoint: 'agreements', times: 10_000 });
    clock.advance(PAUSE);

    await fileUntilSettled(world, confirmation.id, HOUR);

    expect((await stored(confirmation.id)).outcome).toEqual({
      kind: 'attention',
      reason: 'no-clear-answer',
    });
  });

  it('is given its three days from the first try, however long the bot was away before', async () => {
    const { file, stored, recorded, sandbox, clock } = await start();
    const confirmation = await recorded();
    sandbox.control.fault({ fault: 'server-error', endpoint: 'agreements' });
    clock.advance(4 * DAY);

    await file(confirmation.id);
    const waiting = await stored(confirmation.id);
    clock.advance(PAUSE);
    await file(confirmation.id);

    expect(waiting).toMatchObject({ state: 'recorded', outcome: null });
    expect(await stored(confirmation.id)).toMatchObject({ outcome: { how: 'sent' } });
  });
});
