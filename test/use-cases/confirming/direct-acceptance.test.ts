import { afterEach, describe, expect, it } from '@jest/globals';
import type { FaultOrder } from '../../../src/local/sandbox/faults.ts';
import { syncCustomers } from '../../../src/use-cases/customers/sync-customers.ts';
import { testDatabase } from '../../support/database.ts';
import { filingWorld, type FilingWorld } from './filing-world.ts';

const data = await testDatabase();
let world: FilingWorld;
const start = async (options: Parameters<typeof filingWorld>[1] = {}) =>
  (world = await filingWorld(data, {
    era: 'customer-2021',
    agreementType: 'MicrosoftCustomerAgreement',
    ...options,
  }));

const ALL = { unconfirmedAfterMs: 0, confirmedAfterMs: 0 };
const SIGNED = { kind: 'confirmed', how: 'found', via: 'direct', acceptedOn: null };
const inputs = { acceptanceDate: '2021-05-01' };

afterEach(async () => {
  await world.sandbox.stop();
  await data.clear();
});

/** A confirmation recorded just before its customer signed on Microsoft's own page. */
async function signedMeanwhile(more: { again?: boolean } = {}) {
  const confirmation = await world.recorded({ inputs, ...more });
  await world.sandbox.control.confirmOnPage({ customerId: confirmation.customerId, direct: true });
  return confirmation;
}

describe('a customer that signed with Microsoft itself', () => {
  it('is never posted, and counts as confirmed without a date', async () => {
    const { file, stored, sandbox, needs, trail } = await start();
    const confirmation = await signedMeanwhile();

    await file(confirmation.id);

    expect(sandbox.control.calls().confirm).toBeUndefined();
    expect((await stored(confirmation.id)).outcome).toEqual(SIGNED);
    expect(await needs.database.customers.find(confirmation.customerId)).toMatchObject({
      agreementState: 'confirmed',
      confirmedVia: 'direct',
      confirmedBy: null,
      acceptedOn: null,
    });
    expect((await trail(confirmation.id)).at(-1)).toEqual({
      action: 'confirmation-confirmed',
      details: { how: 'found', via: 'direct' },
    });
  });

  it('is posted when a person confirms it again on purpose', async () => {
    const { file, filed, stored } = await start();
    const confirmation = await signedMeanwhile({ again: true });

    await file(confirmation.id);

    expect(await stored(confirmation.id)).toMatchObject({ outcome: { how: 'sent' } });
    expect(filed(confirmation)).toHaveLength(1);
  });

  it('is not asked about for the Cloud Agreement, which no customer can sign like this', async () => {
    const { file, recorded, sandbox } = await start({
      era: 'cloud-2018',
      agreementType: 'MicrosoftCloudAgreement',
    });
    const confirmation = await recorded();

    await file(confirmation.id);

    expect(sandbox.control.calls()['direct-acceptance']).toBeUndefined();
  });

  it.each<FaultOrder>([{ fault: 'server-error' }, { fault: 'throttled', retryAfterSeconds: 3 }])(
    'is asked about again when the service does not say (%j), before anything is posted',
    async (order) => {
      const { file, stored, sandbox, clock } = await start();
      const confirmation = await signedMeanwhile();
      sandbox.control.fault({ ...order, endpoint: 'direct-acceptance' });

      await file(confirmation.id);
      const waiting = await stored(confirmation.id);
      clock.advance(46_000);
      await file(confirmation.id, { partnerCenter: world.anotherClient() });

      expect(waiting).toMatchObject({ state: 'recorded', outcome: null });
      expect((await stored(confirmation.id)).outcome).toEqual(SIGNED);
      expect(sandbox.control.calls().confirm).toBeUndefined();
    },
  );

  it('who may not ask confirms as ever', async () => {
    const { file, filed, recorded, stored, sandbox } = await start();
    const confirmation = await recorded({ inputs });
    sandbox.control.fault({ fault: 'forbidden-empty', endpoint: 'direct-acceptance' });

    await file(confirmation.id);

    expect(await stored(confirmation.id)).toMatchObject({ outcome: { how: 'sent' } });
    expect(filed(confirmation)).toHaveLength(1);
  });

  it('is found by reading all customers, and those who did not sign stay unconfirmed', async () => {
    const { needs, sandbox, clock } = await start();
    clock.advance(60_000);

    const run = await syncCustomers(needs, ALL);

    expect(run).toMatchObject({ listed: 40, read: 40, complete: true });
    expect(await needs.database.customers.find(sandbox.samples.directlySigned)).toMatchObject({
      agreementState: 'confirmed',
      confirmedVia: 'direct',
      acceptedOn: null,
    });
    expect(await needs.database.customers.find(sandbox.samples.unconfirmed)).toMatchObject({
      agreementState: 'unconfirmed',
    });
    expect(await needs.database.customers.find(sandbox.samples.confirmedOnce)).toMatchObject({
      confirmedVia: 'partner-center',
    });
  });

  it('is not called unconfirmed because the service does not say', async () => {
    const { needs, sandbox, clock } = await start();
    await syncCustomers(needs, ALL);
    const customerId = sandbox.samples.directlySigned;
    sandbox.control.fault({ fault: 'mfa-missing', endpoint: 'direct-acceptance', customerId, times: 9 });
    clock.advance(60_000);

    const run = await syncCustomers(needs, ALL);

    expect(run.complete).toBe(false);
    expect(await needs.database.customers.find(customerId)).toMatchObject({ agreementState: 'confirmed' });
  });
});
