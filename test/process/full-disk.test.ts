import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { startBotProcess } from '../support/bot-process.ts';
import { eventually } from '../support/eventually.ts';
import { teamsChat } from './chat.ts';
import { dataDirs } from './data-dirs.ts';
import { processesOf } from './processes-of.ts';

const MEGABYTE = 1024 * 1024;
/** A database and the sandbox's ledger need a fifth of it. */
const DISK = '300m';

const disks: string[] = [];
// Before the folders go: one on which a disk is mounted cannot be removed.
afterAll(() => disks.forEach((disk) => execFileSync('umount', ['--lazy', disk])));
const folders = dataDirs({ endedAfter: 'file' });

/** A small disk of its own under a folder; undefined where this machine mounts none. */
async function smallDisk(): Promise<string | undefined> {
  const folder = await folders.empty();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK},mode=755`, 'tmpfs', folder], {
      stdio: 'ignore',
    });
  } catch {
    return undefined;
  }
  disks.push(folder);
  await chmod(folder, 0o755);
  return folder;
}

/** Writes a file until there is no room for another byte; gives back what removes it. */
function fill(disk: string): () => void {
  const path = join(disk, 'filler');
  const file = openSync(path, 'w');
  for (let size = MEGABYTE; size >= 1; size = Math.floor(size / 2)) {
    const block = Buffer.alloc(size, 1);
    try {
      for (;;) if (writeSync(file, block) < size) break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
  closeSync(file);
  return () => rmSync(path);
}

const disk = await smallDisk();

describe('a bot whose disk is full', () => {
  (disk === undefined ? it.skip : it)(
    'says so to its balancer and to who presses, and goes on once there is room (skipped where nothing can be mounted)',
    async () => {
      const chat = await teamsChat();
      const bot = await startBotProcess({}, { dataDir: disk! });
      const form = await chat.openForm(bot, 'a:full');
      const [customer] = form.customerIds;
      const ready = await bot.statusOf('/readyz');
      const makeRoom = fill(disk!);

      await eventually(async () => expect(await bot.statusOf('/readyz')).toBe(503), { withinMs: 20_000 });
      const refused = await chat.press(bot, form, customer!);
      const alive = await bot.statusOf('/healthz');
      makeRoom();
      await eventually(async () => expect(await bot.statusOf('/readyz')).toBe(200), { withinMs: 30_000 });
      const kept = await chat.press(bot, form, customer!);

      expect([ready, alive]).toEqual([200, 200]);
      expect(refused).toContain('I have no room left to save anything, so nothing was changed.');
      expect(refused).toContain('Everything you typed is still here.');
      expect(kept).toMatch(/Recorded/);
      expect(await chat.outcomeOf(form)).toMatch(/confirmed/i);
      expect(await bot.end('SIGTERM')).toBe(0);
      expect(await processesOf(disk!)).toEqual([]);
      await chat.close();
    },
    180_000,
  );
});
