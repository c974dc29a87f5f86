import { CARRIED_JOBS } from '../composition/carried-jobs.ts';
import { CommandError, stopWith } from '../composition/console.ts';
import { readArguments } from '../composition/read-arguments.ts';
import { runCommand } from '../composition/run-command.ts';
import { writeOut } from '../composition/write-out.ts';
import type { Foundation } from '../composition/foundation.ts';
import { exportEverything } from '../database/transfer/export-everything.ts';
import { exportAudit } from '../use-cases/privacy/export-audit.ts';
import { exportCustomers } from '../use-cases/customers/export-customers.ts';

type Export = (foundation: Foundation, signal: AbortSignal) => AsyncIterable<string>;

/** The exports, by the name to type. */
const EXPORTS: Readonly<Record<string, Export>> = {
  audit: ({ database }, signal) => exportAudit(database, { signal }),
  customers: ({ database }, signal) => exportCustomers(database, { signal }),
  everything: ({ database, clock }, signal) =>
    exportEverything(database.kysely, { jobNames: CARRIED_JOBS, now: clock.now(), signal }),
};

const { what, out } = given();
await runCommand('export', (foundation, signal) => writeOut(what(foundation, signal), { file: out, signal }));

function given(): { what: Export; out: string | undefined } {
  const usage = `Say what to export: ${Object.keys(EXPORTS).join(', ')}; with --out <file> into a file`;
  const { values, positionals } = readArguments({ options: { out: { type: 'string' } }, words: 1, usage });
  const [name = ''] = positionals;
  const what = Object.hasOwn(EXPORTS, name) ? EXPORTS[name] : undefined;
  return what && values.out !== '' ? { what, out: values.out } : stopWith(new CommandError(usage));
}
