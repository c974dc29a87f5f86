import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { exportCustomers } from '../../../src/use-cases/customers/export-customers.ts';
import { syncCustomers } from '../../../src/use-cases/customers/sync-customers.ts';
import { testDatabase } from '../../support/database.ts';
import { filingWorld, type FilingWorld } from '../confirming/filing-world.ts';

const data = await testDatabase();
const ALL = { unconfirmedAfterMs: 0, confirmedAfterMs: 0 };
let world: FilingWorld;

/** Samples that no acceptance is known of. */
const OLD = 'unconfirmed';
const found = (id: string) => data.database.customers.find(id);

async function sync() {
  world.clock.advance(60_000);
  return syncCustomers(world.needs, ALL);
}

beforeEach(async () => {
  world = await filingWorld(data, {
    ...{ era: 'customer-2021', agreementType: 'MicrosoftCustomerAgreement', customers: 6 },
    acceptancesValidFrom: '2022-01-01',
  });
});
afterEach(async () => {
  await world.sandbox.stop();
  await data.clear();
});

describe('an acceptance that no longer counts', () => {
  it('found by a reading makes no customer newly confirmed, and is exported as one to be renewed', async () => {
    await sync();
    const { control, samples } = world.sandbox;
    await control.confirmOnPage({ customerId: samples[OLD], dateAgreed: '2021-06-01' });

    const run = await sync();

    expect(run).toMatchObject({ newlyConfirmed: 0, complete: true });
    expect(await found(samples[OLD])).toMatchObject({
      agreementState: 'unconfirmed',
      acceptedOn: '2021-06-01',
    });
    const text: string[] = [];
    for await (const part of exportCustomers(data.database)) text.push(part);
    const [header, ...lines] = text.join('').trim().split('\r\n');
    const cells = lines.find((line) => line.startsWith(samples[OLD]))!.split(',');
    expect(cells[header!.split(',').indexOf('to_renew')]).toBe('2021-06-01');
  });

  it('does not stand in the way of the customer’s own acceptance with Microsoft, which has no day and counts', async () => {
    const { control, samples } = world.sandbox;
    await control.confirmOnPage({ customerId: samples[OLD], dateAgreed: '2021-06-01' });
    await sync();
    const before = await data.database.customers.figures();
    await control.confirmOnPage({ customerId: samples[OLD], direct: true });

    const run = await sync();

    expect(run.newlyConfirmed).toBe(1);
    expect(await found(samples[OLD])).toMatchObject({
      ...{ agreementState: 'confirmed', confirmedVia: 'direct', acceptedOn: null },
    });
    const { toRenew } = await data.database.customers.figures();
    expect(toRenew).toBe(before.toRenew - 1);
  });
});
