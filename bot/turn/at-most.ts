import type { Time } from '../../src/monotonic-time.ts';

/**
 * Waits for work, `ms` at most; undefined when it takes longer. The work goes on, and its late failure is dropped. Throws
 * what the work throws in time.
 */
export async function atMost<Result>(
  ms: number,
  work: Promise<Result>,
  time: Time,
): Promise<{ result: Result } | undefined> {
  let cancel = () => {};
  const late = new Promise<undefined>((resolve) => {
    // A busy process runs its timers before it reads what has arrived: an answer that is already there counts.
    cancel = time.after(ms, () => setImmediate(() => resolve(undefined)));
  });
  try {
    return await Promise.race([work.then((result) => ({ result })), late]);
  } finally {
    cancel();
  }
}
