import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { CommandError } from './console.ts';

/**
 * Writes a command's result to a file that only its owner can read, packed when its name ends in `.gz`. The file appears
 * complete or not at all. Without a file it writes to standard output. Waits for a slow reader, and stops when the reader
 * is gone. Throws CommandError.
 */
export async function writeOut(
  chunks: AsyncIterable<string>,
  { file, signal }: { file: string | undefined; signal: AbortSignal },
): Promise<void> {
  if (file === undefined) return toStandardOutput(chunks);
  const unfinished = `${file}.part`;
  try {
    const target = createWriteStream(unfinished, { mode: 0o600 });
    await (file.endsWith('.gz') ? pipeline(chunks, createGzip(), target) : pipeline(chunks, target));
    if (signal.aborted) await rm(unfinished, { force: true });
    else await rename(unfinished, file);
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    await rm(unfinished, { force: true }).catch(() => undefined);
    if (syscall === undefined) throw error;
    throw new CommandError(`The file given with --out cannot be written (${code})`, { cause: error });
  }
}

async function toStandardOutput(chunks: AsyncIterable<string>): Promise<void> {
  const { stdout } = process;
  for await (const chunk of chunks) {
    if (stdout.destroyed) return;
    if (!stdout.write(chunk))
      await Promise.race([once(stdout, 'drain'), once(stdout, 'close')]).catch(() => undefined);
  }
}
