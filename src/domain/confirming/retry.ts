const MINUTE = 60_000;

/** After this long without a clear answer a person is told instead of trying on. */
export const GIVE_UP_AFTER_MS = 3 * 24 * 60 * MINUTE;

/** During this first stretch no pause is longer than `SHORT_PAUSE_LIMIT_MS`. */
const EAGER_MS = 10 * MINUTE;
const SHORT_PAUSE_LIMIT_MS = 45_000;
const LONG_PAUSE_LIMIT_MS = 60 * MINUTE;
/**
 * How far ahead a next try can be planned, clocks that differ allowed for. What is kept for later still was planned before
 * pauses had a limit, or by a clock that was ahead: it is due.
 */
export const FURTHEST_PLAN_MS = 2 * LONG_PAUSE_LIMIT_MS;
/** Afterwards a pause is this part of the time that has passed, so that what is over soon is also noticed soon. */
const LATER_PART = 1 / 8;

export type Retry = { kind: 'again'; afterMs: number } | { kind: 'give-up' };

/**
 * When to try a confirmation again. `attempts` tries have failed, the first of them `sinceFirstMs` ago; `random` is in
 * [0, 1). Pauses grow from 2 s, evenly up to an hour, each shortened by up to a quarter so that many do not come back together.
 */
export function nextTry(attempts: number, sinceFirstMs: number, random: number): Retry {
  if (sinceFirstMs >= GIVE_UP_AFTER_MS) return { kind: 'give-up' };
  const pause = sinceFirstMs < EAGER_MS ? earlyPause(attempts) : latePause(sinceFirstMs);
  return { kind: 'again', afterMs: Math.round(pause * (1 - random / 4)) };
}

function earlyPause(attempts: number): number {
  return Math.min(SHORT_PAUSE_LIMIT_MS, 2_000 * 2 ** Math.min(attempts - 1, 20));
}

/** The pause between tries of a confirmation whose first one is so old, outside its first ten minutes: up to an hour. */
export function latePause(sinceFirstMs: number): number {
  return Math.min(LONG_PAUSE_LIMIT_MS, Math.max(SHORT_PAUSE_LIMIT_MS, sinceFirstMs * LATER_PART));
}
