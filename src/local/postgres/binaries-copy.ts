import { createHash, randomUUID } from 'node:crypto';
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from './programs.ts';
import { isRoot } from './server-account.ts';

/**
 * Copies the database's programs to places that the server's account can probably enter, one after the other. For a
 * checkout below a folder that only its owner can enter, or one installed without its links that cannot be written to.
 */
export async function* copyBinaries(
  native: string,
  dataDir: string,
  finish: (folder: string) => Promise<unknown>,
): AsyncGenerator<string> {
  const name = `postgres-${await fingerprint(native)}`;
  for (const parent of places(dataDir)) {
    const folder = join(parent, name);
    try {
      await mkdir(parent, { recursive: true });
      if (!(await isOurs(parent))) continue;
      await chmod(parent, 0o755);
      if (!(await isOurs(folder))) await copyWhole(native, folder, finish);
      yield folder;
    } catch {
      // The disk may be read-only or full. The next place may do; the caller says when there is none.
    }
  }
}

/** Where the copies go: for root where only root writes, for others beside the data. */
function places(dataDir: string): string[] {
  if (!isRoot()) return [join(dataDir, 'programs')];
  return ['/var/cache/mca-acceptance-bot', join(tmpdir(), 'mca-acceptance-bot')];
}

/** Programs left in a temporary folder by another user must never be run. */
async function isOurs(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  if (!found?.isDirectory()) return false;
  return process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o022) === 0);
}

/** Copies under another name first, so that a copy cut short never counts as complete. */
async function copyWhole(
  native: string,
  folder: string,
  finish: (folder: string) => Promise<unknown>,
): Promise<void> {
  const unfinished = `${folder}.${randomUUID()}`;
  try {
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    await openToAll(unfinished);
    await finish(unfinished);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await isOurs(folder))) throw error;
  }
}

/** Lets all accounts read the copy: files installed under a strict umask are their owner's alone. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), 0o755);
  }
}

async function fingerprint(native: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(program(native, 'postgres')))
    .digest('hex')
    .slice(0, 16);
}
