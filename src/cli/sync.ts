import { CommandError } from '../composition/console.ts';
import { readArguments } from '../composition/read-arguments.ts';
import { runCommand } from '../composition/run-command.ts';
import { syncCustomers } from '../use-cases/customers/sync-customers.ts';

readArguments({ options: {}, usage: 'Usage: npm run sync' });
await runCommand('sync', async (foundation, signal) => {
  const { agreementType, acceptancesValidFrom } = foundation.config;
  // A person asked for it, so everything is read again, however fresh it is.
  const options = { unconfirmedAfterMs: 0, confirmedAfterMs: 0, report: showProgress(), signal };
  const run = await syncCustomers({ ...foundation, agreementType, acceptancesValidFrom }, options);
  if (signal.aborted) return;
  const figures = await foundation.database.customers.figures();
  console.log(
    `${figures.total} customers, ${figures.unconfirmed} unconfirmed ` +
      `(${run.added} new, ${run.left} gone, ${run.newlyConfirmed} newly confirmed).`,
  );
  if (run.doubted > 0) {
    console.log(
      `Partner Center's list lacks ${run.doubted} customers that were there: none counts as gone before a list ` +
        'that is read ten minutes later, or more, says the same.',
    );
  }
  if (!run.complete) {
    throw new CommandError('Partner Center did not answer all the way; run it again in a while.');
  }
});

/** Shows one line that counts up, where the output is a terminal. */
function showProgress() {
  if (!process.stderr.isTTY) return undefined;
  return ({ listed, read }: { listed: number; read: number }) => {
    process.stderr.write(`\r${listed} listed, ${read} read `);
  };
}
