import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach } from '@jest/globals';
import { startEmbedded } from '../../src/local/postgres/start-embedded.ts';
import { removeFolder } from '../support/bot-process.ts';
import { killProcessesOf } from './processes-of.ts';

export interface DataDirs {
  /** A new folder. */
  empty(parent?: string): Promise<string>;
  /** A place that is none: only what runs there is ended. */
  odd(path: string): string;
  /** A new folder with a database in it, to spare the time of making one. No server runs on it. */
  withDatabase(): Promise<string>;
}

/**
 * Folders for the bots of a test file. Whatever still runs on one of them after a test, or after the file, is killed;
 * the folders go at the end of the file. Call it once at the top of the file.
 */
export function dataDirs({ endedAfter = 'test' }: { endedAfter?: 'test' | 'file' } = {}): DataDirs {
  const folders: string[] = [];
  const odd: string[] = [];
  const end = async () => {
    for (const place of [...folders, ...odd]) await killProcessesOf(place);
  };
  if (endedAfter === 'test') afterEach(end);
  afterAll(async () => {
    await end();
    for (const folder of folders) await removeFolder(folder);
  });
  const empty = async (parent = tmpdir()) => {
    // Spaces and accents are in the home folders of many people.
    const folder = await mkdtemp(join(parent, 'mca process é '));
    folders.push(folder);
    return folder;
  };
  return {
    empty,
    odd: (path) => {
      odd.push(path);
      return path;
    },
    withDatabase: async () => {
      const folder = await empty();
      await (await startEmbedded({ dataDir: folder, fast: true })).stop();
      return folder;
    },
  };
}
