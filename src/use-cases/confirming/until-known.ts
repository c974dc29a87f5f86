import { setTimeout as pause } from 'node:timers/promises';
import { isFault } from '../../domain/errors.ts';

/** How long all tries may take: the person who pressed must be answered before Teams gives up. */
const LIMIT_MS = 1_500;
const BETWEEN_MS = 100;

/**
 * Does work that may be done twice without harm. When the database did not say whether it kept the result, does it again
 * until that is known. Throws the AppError `outcome-unknown` when that takes more than a second and a half.
 */
export async function untilKnown<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isFault(error, 'outcome-unknown')) throw error;
    const known = await Promise.race([again(work), pause(LIMIT_MS, undefined, { ref: false })]);
    if (!known) throw error;
    return known.result;
  }
}

/** Does the work again. A failure says nothing about the first time. */
async function again<Result>(work: () => Promise<Result>): Promise<{ result: Result } | undefined> {
  const until = performance.now() + LIMIT_MS;
  while (performance.now() < until) {
    await pause(BETWEEN_MS);
    const known = await work().then(
      (result) => ({ result }),
      () => undefined,
    );
    if (known) return known;
  }
  return undefined;
}
