import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { ROOT } from '../../support/source-files.ts';

/** Loads the whole bot in a process of its own, opens the channel, and prints which modules of the SDK were loaded. */
const PROGRAM = `
  import { registerHooks } from 'node:module';
  const loaded = new Set();
  registerHooks({ load(url, context, next) { loaded.add(url); return next(url, context); } });
  await import('./bot/bot.ts');
  const { openChannel } = await import('./bot/teams/open-channel.ts');
  await openChannel(process.argv.at(-1), undefined, async () => undefined);
  const ofTheSdk = /node_modules\\/(botbuilder|botframework-|@microsoft\\/teams-ai|@azure\\/)/;
  console.log([...loaded].filter((url) => ofTheSdk.test(url)).length);
`;

async function modulesOfTheSdkWith(carrier: string): Promise<number> {
  const args = ['--no-warnings', '--input-type=module', '-e', PROGRAM, carrier];
  const node = join(ROOT, 'node_modules', '.bin', 'node');
  const { stdout } = await promisify(execFile)(node, args, { cwd: ROOT });
  return Number(stdout);
}

it('a bot that talks to Teams directly loads no module of the SDK', async () => {
  expect(await modulesOfTheSdkWith('direct')).toBe(0);
  expect(await modulesOfTheSdkWith('sdk')).toBeGreaterThan(100);
}, 60_000);
