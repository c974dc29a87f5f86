import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What every `<name>.bench.ts` exports: runs it and gives each line that is to be printed as it comes. */
export type Bench = () => AsyncIterable<string> | Iterable<string>;

const ENDING = '.bench.ts';
const known = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(ENDING))
  .map((file) => file.slice(0, -ENDING.length));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !known.includes(name));

if (unknown.length > 0) {
  console.error(`No benchmark ${unknown.join(', ')}; there are: ${known.join(', ')}`);
  process.exitCode = 1;
} else {
  for (const name of wanted.length > 0 ? wanted : known) {
    const { bench } = (await import(join(import.meta.dirname, `${name}${ENDING}`))) as { bench: Bench };
    for await (const line of bench()) console.log(`${name}: ${line}`);
  }
}
