import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { freePort } from '../support/bot-process.ts';
import { eventually } from '../support/eventually.ts';
import { startArguments } from '../support/start-command.ts';
import { dataDirs } from './data-dirs.ts';
import { processesOf } from './processes-of.ts';

const folders = dataDirs({ endedAfter: 'file' });

/** Starts the bot at a terminal, with a screen and a program that notes what it shall open. Resolves when it has started. */
async function startAtTerminal(args: readonly string[], { hasProgram = true } = {}) {
  const dataDir = await folders.withDatabase();
  const programs = join(await mkdtemp(join(dataDir, 'programs-')));
  const opened = join(programs, 'opened');
  await mkdir(join(programs, 'bin'));
  if (hasProgram) {
    const program = join(programs, 'bin', 'xdg-open');
    await writeFile(program, `#!/bin/sh\nprintf '%s' "$1" > '${opened}'\n`);
    await chmod(program, 0o755);
  }
  const command = [process.execPath, ...startArguments(), ...args].map((part) => `'${part}'`).join(' ');
  const child = spawn('/usr/bin/script', ['-qefc', command, '/dev/null'], {
    cwd: dataDir,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: join(programs, 'bin'),
      DISPLAY: ':0',
      DATA_DIR: dataDir,
      PORT: String(await freePort()),
    },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await eventually(() => expect(output).toContain('Ctrl-C'), { withinMs: 150_000 });
  return {
    url: /Open (http:\/\/localhost:\d+)/.exec(output)?.[1],
    opened: () => readFile(opened, 'utf8').catch(() => undefined),
    /** Ends the bot as a service would; gives its exit code. */
    end: async () => {
      const closed = once(child, 'close');
      const bot = (await processesOf(dataDir)).find(
        ({ command }) => command.startsWith(process.execPath) && command.includes('bot/start.cjs'),
      );
      process.kill(bot!.pid, 'SIGTERM');
      const [code] = (await closed) as [number | null];
      return code;
    },
  };
}

describe('a start at a terminal', () => {
  it.concurrent(
    'opens the Playground in the browser',
    async () => {
      const bot = await startAtTerminal([]);

      expect(bot.url).toBeDefined();
      await eventually(async () => expect(await bot.opened()).toBe(bot.url), { withinMs: 10_000 });
    },
    180_000,
  );

  it.concurrent(
    'opens nothing when it is told not to',
    async () => {
      const bot = await startAtTerminal(['--no-open']);
      const page = await fetch(bot.url!);

      expect(await bot.end()).toBe(0);
      expect(page.status).toBe(200);
      expect(await bot.opened()).toBeUndefined();
    },
    180_000,
  );

  it.concurrent(
    'goes on where no program opens pages',
    async () => {
      const bot = await startAtTerminal([], { hasProgram: false });

      const page = await fetch(bot.url!);

      expect(await bot.end()).toBe(0);
      expect(page.status).toBe(200);
    },
    180_000,
  );
});
