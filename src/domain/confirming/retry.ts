const MINUTE = 60_000;

/** How long the bot tries without a clear answer before it tells a person instead. */
export const GIVE_UP_AFTER_MS = 3 * 24 * 60 * MINUTE;

/** How long after the first try no pause is longer than `SHORT_PAUSE_LIMIT_MS`. */
const EAGER_MS = 10 * MINUTE;
const SHORT_PAUSE_LIMIT_MS = 45_000;
const LONG_PAUSE_LIMIT_MS = 60 * MINUTE;
/**
 * How far ahead a next try can be planned, with room for clocks that differ. One kept for later was planned before pauses
 * had a limit, or by a clock that was ahead, and counts as due.
 */
export const FURTHEST_PLAN_MS = 2 * LONG_PAUSE_LIMIT_MS;
/** Afterwards a pause is this part of the time that has passed, so that the end of a short outage is noticed soon. */
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

/** Returns the pause between tries after the first ten minutes: longer the longer ago the first try was, up to an hour. */
export function latePause(sinceFirstMs: number): number {
  return Math.min(LONG_PAUSE_LIMIT_MS, Math.max(SHORT_PAUSE_LIMIT_MS, sinceFirstMs * LATER_PART));
}
