import { openLog, readSettings, stopWith } from '../composition/console.ts';
import { openFoundation } from '../composition/foundation.ts';
import { syncCustomers } from '../use-cases/sync-customers.ts';

const config = readSettings();
const { log } = openLog(config, 'command');

try {
  const foundation = await openFoundation({
    config,
    log,
    applicationName: 'mca-sync',
    report: () => undefined,
  });
  try {
    const { agreementType } = config;
    // Asked for by name: everything is read again, however fresh it is.
    const options = { unconfirmedAfterMs: 0, confirmedAfterMs: 0, report: showProgress() };
    const run = await syncCustomers({ ...foundation, agreementType }, options);
    const figures = await foundation.database.customers.figures();
    console.log(
      `${figures.total} customers, ${figures.unconfirmed} unconfirmed ` +
        `(${run.added} new, ${run.left} gone, ${run.newlyConfirmed} newly confirmed).`,
    );
    if (!run.complete) throw new Error('Partner Center did not answer all the way; run it again in a while.');
  } finally {
    await foundation.close();
  }
} catch (error) {
  stopWith(error);
}

/** One line that counts, where there is someone to see it. */
function showProgress() {
  if (!process.stderr.isTTY) return undefined;
  return ({ listed, read }: { listed: number; read: number }) => {
    process.stderr.write(`\r${listed} listed, ${read} read `);
  };
}
