const MINUTE = 60_000;

/** After this long without a clear answer a person is told instead of trying on. */
export const GIVE_UP_AFTER_MS = 3 * 24 * 60 * MINUTE;

/** During this first stretch no pause is longer than `SHORT_PAUSE_LIMIT_MS`. */
const EAGER_MS = 10 * MINUTE;
const SHORT_PAUSE_LIMIT_MS = 45_000;
const LONG_PAUSE_LIMIT_MS = 60 * MINUTE;

export type Retry = { kind: 'again'; afterMs: number } | { kind: 'give-up' };

/**
 * When to try a confirmation again. `attempts` tries have failed, the first of them `sinceFirstMs` ago; `random` is in
 * [0, 1). Pauses grow from 2 s, each shortened by up to a quarter so that many do not come back together.
 */
export function nextTry(attempts: number, sinceFirstMs: number, random: number): Retry {
  if (sinceFirstMs >= GIVE_UP_AFTER_MS) return { kind: 'give-up' };
  const limit = sinceFirstMs < EAGER_MS ? SHORT_PAUSE_LIMIT_MS : LONG_PAUSE_LIMIT_MS;
  const pause = Math.min(limit, 2_000 * 2 ** Math.min(attempts - 1, 20));
  return { kind: 'again', afterMs: Math.round(pause * (1 - random / 4)) };
}
