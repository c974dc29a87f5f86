import { afterEach, describe, expect, it } from '@jest/globals';
import { syncCustomers } from '../../../src/use-cases/customers/sync-customers.ts';
import { testDatabase } from '../../support/database.ts';
import { filingWorld, type FilingWorld } from '../confirming/filing-world.ts';

const data = await testDatabase();
const ALL = { unconfirmedAfterMs: 0, confirmedAfterMs: 0 };
let world: FilingWorld;

afterEach(async () => {
  await world.sandbox.stop();
  await data.clear();
});

async function sync() {
  world.clock.advance(60_000);
  return syncCustomers(world.needs, ALL);
}

/** A world with one customer in a national cloud, read once. */
async function startAbroad(domain = 'contoso.onmicrosoft.us') {
  world = await filingWorld(data);
  const { contoso } = world.sandbox.samples;
  await world.sandbox.control.changeDomain(contoso, domain);
  return { ...world, contoso, run: await sync() };
}

describe('a customer of a national cloud', () => {
  it.each(['contoso.onmicrosoft.us', 'contoso.onmicrosoft.de', 'contoso.partner.onmschina.cn'])(
    '(%s) is neither read nor counted',
    async (domain) => {
      const { needs, run, contoso } = await startAbroad(domain);

      const figures = await needs.database.customers.figures();

      expect(run).toMatchObject({ listed: 40, read: 39, complete: true });
      expect(figures).toMatchObject({ total: 39, unknown: 0 });
      expect(await needs.database.customers.find(contoso)).toMatchObject({ agreementState: 'exempt' });
    },
  );

  it.each([false, true])('is refused before anything is recorded or sent (again: %s)', async (again) => {
    const { press, needs, sandbox, contoso } = await startAbroad();

    const answer = await press({ again });

    expect(answer).toMatchObject({ kind: 'exempt', customer: { id: contoso } });
    expect(await needs.database.confirmations.findLatest(contoso, needs.agreementType)).toBeUndefined();
    expect(sandbox.control.calls().confirm).toBeUndefined();
    expect(await data.sentJobs()).not.toContainEqual(expect.objectContaining({ name: 'file-confirmation' }));
  });

  it('counts again once it has moved to the public cloud', async () => {
    const { needs, sandbox, contoso } = await startAbroad();
    await sandbox.control.changeDomain(contoso, 'contoso.onmicrosoft.com');

    await sync();

    expect(await needs.database.customers.find(contoso)).toMatchObject({ agreementState: 'unconfirmed' });
  });

  it('stays confirmed when it moved there after it was', async () => {
    world = await filingWorld(data);
    const { confirmedOnce } = world.sandbox.samples;
    await sync();
    await world.sandbox.control.changeDomain(confirmedOnce, 'moved.onmicrosoft.us');

    await sync();

    expect(await world.needs.database.customers.find(confirmedOnce)).toMatchObject({
      domain: 'moved.onmicrosoft.us',
      agreementState: 'confirmed',
    });
  });
});
