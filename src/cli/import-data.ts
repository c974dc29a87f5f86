import { CommandError, stopWith } from '../composition/console.ts';
import { restoreData } from '../composition/restore-data.ts';
import { readArguments } from '../composition/read-arguments.ts';
import { runCommand } from '../composition/run-command.ts';

const STEP = 10_000;

const usage = 'Say which file to import: npm run import-data -- <file>';
const [file] = readArguments({ options: {}, words: 1, usage }).positionals;
if (!file) stopWith(new CommandError(usage));

await runCommand('import-data', async (foundation, signal) => {
  let told = 0;
  const report = (rows: number) => {
    if (!process.stderr.isTTY || rows < told + STEP) return;
    told = rows;
    process.stderr.write(`\r${rows} rows `);
  };
  const { tables, rows, jobs, isUnderOtherKey } = await restoreData(foundation, file, { signal, report });
  console.log(`${rows} rows of ${tables} tables imported, ${jobs} jobs taken up again.`);
  if (isUnderOtherKey) {
    console.log('Contacts and secrets are still under the former key: npm run rotate-key changes that.');
  }
});
