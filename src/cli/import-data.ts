import { CommandError, stopWith } from '../composition/console.ts';
import { importData } from '../composition/import-data.ts';
import { runCommand } from '../composition/run-command.ts';

const STEP = 10_000;

const [file, ...more] = process.argv.slice(2);
if (!file || more.length > 0) {
  stopWith(new CommandError('Say which file to import: npm run import-data -- <file>'));
}

await runCommand('import-data', async (foundation, signal) => {
  let told = 0;
  const report = (rows: number) => {
    if (!process.stderr.isTTY || rows < told + STEP) return;
    told = rows;
    process.stderr.write(`\r${rows} rows `);
  };
  const { tables, rows, jobs, isUnderOtherKey } = await importData(foundation, file, { signal, report });
  console.log(`${rows} rows of ${tables} tables imported, ${jobs} jobs taken up again.`);
  if (isUnderOtherKey) {
    console.log('Contacts and secrets are still under the former key: npm run rotate-key changes that.');
  }
});
