import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Adds up the files below a folder, links not followed: how many there are and what they hold, in millions of bytes. */
export async function weighFolder(folder: string): Promise<{ files: number; megabytes: number }> {
  let files = 0;
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    files += 1;
    bytes += (await lstat(join(entry.parentPath, entry.name))).size;
  }
  return { files, megabytes: bytes / 1_000_000 };
}
