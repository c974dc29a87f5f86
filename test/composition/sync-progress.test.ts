import { afterEach, describe, expect, it } from '@jest/globals';
import { syncProgress } from '../../src/composition/sync-progress.ts';
import { syncCustomers } from '../../src/use-cases/customers/sync-customers.ts';
import { testDatabase } from '../support/database.ts';
import { logLines } from '../support/log-lines.ts';
import { filingWorld, type FilingWorld } from '../use-cases/confirming/filing-world.ts';

const data = await testDatabase();
let world: FilingWorld;
afterEach(() => world.sandbox.stop());

describe('a long reading of customers', () => {
  it('tells the log each time it has got through 1,000 more', async () => {
    world = await filingWorld(data, {
      customers: 2_050,
      throttle: { customersPerMinute: 1e9, confirmationsPerMinute: 1e9 },
    });
    world.clock.advance(60_000);
    const { log, lines } = logLines();
    const options = { unconfirmedAfterMs: 0, confirmedAfterMs: 0, report: syncProgress(log) };

    const run = await syncCustomers(world.needs, options);

    expect(run).toMatchObject({ read: 2_050, complete: true });
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { msg: 'Customers are being read', listed: 2_050, read: 1_000 },
      { msg: 'Customers are being read', listed: 2_050, read: 2_000 },
    ]);
  }, 180_000);
});
