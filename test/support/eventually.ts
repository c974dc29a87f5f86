import { setTimeout as pause } from 'node:timers/promises';

/**
 * Tries a check again and again, every few milliseconds, until it no longer throws, and gives back what it returns.
 * After `withinMs` (5 s) its last error is the test's.
 */
export async function eventually<T>(
  check: () => Promise<T> | T,
  { withinMs = 5_000 }: { withinMs?: number } = {},
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await pause(10);
    }
  }
}
