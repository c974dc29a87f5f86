import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** What `npm start` gives to Node: its flags, and the bot's script wherever the caller stands. */
export function startArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  const [, ...given] = scripts.start.split(' ');
  return given.map((each) => (each.startsWith('-') ? each : join(ROOT, each)));
}
