import { StartError } from '../database/core/start-error.ts';
import type { Logger } from '../logger.ts';

/** Closes what was opened, in the opposite order. */
export interface Closers {
  /**
   * Adds a part that was opened. One that takes longer than `withinMs` to close is left to itself, so that the rest gets
   * its turn. Throws StartError when everything was closed already, after closing this part as well.
   */
  add(part: string, withinMs: number, close: () => Promise<unknown>): void;
  /** Closes each part once. Never throws: the log says what did not close cleanly. */
  closeAll(): Promise<void>;
}

export function createClosers(log: Logger): Closers {
  const closers: { part: string; withinMs: number; close: () => Promise<unknown> }[] = [];
  let closing: Promise<void> | undefined;
  const closeEach = async () => {
    for (const { part, withinMs, close } of closers.splice(0).reverse()) {
      try {
        await inTime(close(), withinMs);
      } catch (error) {
        log.warn({ err: error, part }, 'A part did not close cleanly');
      }
    }
  };
  return {
    add: (part, withinMs, close) => {
      closers.push({ part, withinMs, close });
      if (!closing) return;
      closing = closing.then(closeEach);
      throw new StartError('Stopped while it was starting');
    },
    closeAll: () => (closing ??= closeEach()),
  };
}

/** Waits for something to settle, and rejects when it takes longer. Keeps the process alive meanwhile. */
export async function inTime(settling: Promise<unknown>, withinMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Not done within ${withinMs} ms`)), withinMs);
  });
  await Promise.race([settling, late]).finally(() => clearTimeout(timer));
}
