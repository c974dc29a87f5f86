import { randomBytes, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEncryptionKeys } from '../database/encryption/encryption-keys.ts';
import { StartError } from '../database/core/start-error.ts';
import { dataFolderError } from '../database/core/data-folder-error.ts';

/**
 * Returns the encryption key of local mode: 32 random bytes in base64, made once and kept in the data directory, where only
 * its owner can read it. During a key change there are two, the new one first. Two processes that make it at the same moment
 * get the same one. Throws StartError.
 */
export function localEncryptionKey(dataDir: string): string {
  const path = pathIn(dataDir);
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    return checked(read(path) ?? make(path));
  } catch (error) {
    throw error instanceof StartError ? error : dataFolderError(error);
  }
}

/** Makes a new key, which is not kept yet. */
export const newKey = () => randomBytes(32).toString('base64');

/** Replaces the keys: the file holds the former or the new ones, never a part. */
export function replaceLocalKey(dataDir: string, keys: string): void {
  const unfinished = `${pathIn(dataDir)}.${randomUUID()}`;
  try {
    writeFileSync(unfinished, keys, { mode: 0o600, flush: true });
    renameSync(unfinished, pathIn(dataDir));
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw dataFolderError(error);
  }
}

const pathIn = (dataDir: string) => join(dataDir, 'encryption.key');

function checked(keys: string): string {
  try {
    parseEncryptionKeys(keys);
    return keys;
  } catch (cause) {
    throw new StartError(
      'DATA_DIR cannot be used: the file encryption.key in it holds no key; put the right one back',
      { cause },
    );
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Makes the key. It is written before the file gets its name, so that a process killed half-way leaves no half key. */
function make(path: string): string {
  const unfinished = `${path}.${randomUUID()}`;
  try {
    writeFileSync(unfinished, newKey(), { mode: 0o600, flush: true });
    linkSync(unfinished, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
  return readFileSync(path, 'utf8').trim();
}
