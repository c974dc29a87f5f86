import { setTimeout as pause } from 'node:timers/promises';
import { isFault } from '../../domain/errors.ts';

/** In all: the person who pressed must be answered before Teams gives up. */
const LIMIT_MS = 1_500;
const BETWEEN_MS = 100;

/**
 * Does work that may be done twice without harm. When the database did not say whether it kept it, it is done again
 * until that is known; when even that takes more than a second and a half, throws the AppError `outcome-unknown`.
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

/** Whatever fails in between tells nothing of the first time. */
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
