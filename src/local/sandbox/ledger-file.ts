import { mkdir, open, readFile, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Lines of JSON that survive a power cut once their promise is kept. */
export interface LedgerFile {
  /** What was there at the start. */
  lines: unknown[];
  append(line: unknown): Promise<void>;
  /** Resolves when everything appended so far is on disk. */
  flushed(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a file, or none at all for a ledger that lives in memory. A last line that was torn by a crash is cut off; an
 * unreadable one before it throws, because what follows it would be lost.
 */
export async function openLedgerFile(path: string | undefined): Promise<LedgerFile> {
  if (path === undefined) {
    return { lines: [], append: async () => {}, flushed: async () => {}, close: async () => {} };
  }
  await mkdir(dirname(path), { recursive: true });
  const lines = await readLines(path);
  const file = await open(path, 'a', 0o600);
  let waiting: string[] = [];
  let writing: Promise<void> | null = null;

  async function write(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.join('');
      waiting = [];
      await file.appendFile(batch);
      await file.datasync();
    }
  }

  function flushed(): Promise<void> {
    if (waiting.length > 0) writing ??= write().finally(() => (writing = null));
    return writing ?? Promise.resolve();
  }

  return {
    lines,
    append: (line) => {
      waiting.push(`${JSON.stringify(line)}\n`);
      return flushed();
    },
    flushed,
    close: async () => {
      await flushed();
      await file.close();
    },
  };
}

async function readLines(path: string): Promise<unknown[]> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  });
  const whole = bytes.lastIndexOf('\n') + 1;
  if (whole < bytes.length) await truncate(path, whole);
  const text = bytes.toString('utf8', 0, whole);
  return text
    .split('\n')
    .slice(0, -1)
    .map((line, place) => {
      try {
        return JSON.parse(line) as unknown;
      } catch (error) {
        throw new Error(`Line ${place + 1} of the sandbox's ledger ${path} cannot be read`, { cause: error });
      }
    });
}
