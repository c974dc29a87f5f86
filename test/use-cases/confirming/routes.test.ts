import { afterEach, describe, expect, it } from '@jest/globals';
import { onRoute } from '../../../src/use-cases/confirming/routes.ts';
import { readCustomer } from '../../../src/use-cases/customers/read-customer.ts';
import { testDatabase } from '../../support/database.ts';
import { filingWorld, type FilingWorld } from './filing-world.ts';

const data = await testDatabase();
let world: FilingWorld;

afterEach(async () => {
  await world.sandbox.stop();
  await data.clear();
});

const start = async () =>
  (world = await filingWorld(data, {
    era: 'customer-2021',
    agreementType: 'MicrosoftCustomerAgreement',
  }));

describe('the route by which customers accept with Microsoft itself', () => {
  it('never posts what was recorded before the route was chosen, and says that the call is retired', async () => {
    const { recorded, file, stored, sandbox } = await start();
    const { id } = await recorded();

    await file(id, { partnerCenter: onRoute('direct', world.bareClient()) });

    expect(await stored(id)).toMatchObject({
      state: 'refused',
      outcome: { kind: 'refused', reason: 'retired' },
    });
    expect(sandbox.control.calls().confirm).toBeUndefined();
    expect(sandbox.ledger()).toEqual([]);
  });

  it.each([
    ['direct', { agreementState: 'unknown', untold: 'not-entitled' }],
    ['classic', { agreementState: 'unconfirmed' }],
  ] as const)('takes a refusal to tell for no answer: %s', async (route, told) => {
    const { sandbox, needs } = await start();
    const { contoso } = sandbox.samples;
    sandbox.control.fault({ fault: 'forbidden', endpoint: 'direct-acceptance' });
    const reading = { ...needs, partnerCenter: onRoute(route, world.bareClient()) };

    await readCustomer(reading, contoso, 'person');

    expect(await data.database.customers.find(contoso)).toMatchObject(told);
    await readCustomer(reading, contoso, 'person');
    const again = await data.database.customers.find(contoso);
    expect(again).toMatchObject({ agreementState: 'unconfirmed' });
    expect(again).not.toHaveProperty('untold');
  });
});
