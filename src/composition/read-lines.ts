import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import { CommandError } from './console.ts';

const GZIP = Buffer.from([0x1f, 0x8b]);

/**
 * Reads the lines of a text file, packed with gzip or not, whatever its name. Holds only what is being read. Throws
 * CommandError when it cannot be read.
 */
export async function* readLines(file: string): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  try {
    for await (const chunk of (await isPacked(file)) ? unpacked(file) : createReadStream(file)) {
      const lines = (rest + decoder.write(chunk as Buffer)).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined || cause instanceof CommandError) throw cause;
    throw new CommandError(`The file cannot be read (${code})`, { cause });
  }
  if (rest !== '') yield rest;
}

async function isPacked(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(GZIP.length), 0, GZIP.length, 0);
    return buffer.equals(GZIP);
  } finally {
    await handle.close();
  }
}

/** Unpacks a file. A failure of the file or of the unpacking is thrown to the reader. */
function unpacked(file: string) {
  return pipeline(createReadStream(file), createGunzip(), () => undefined);
}
