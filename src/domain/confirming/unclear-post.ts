import type { UnclearPost } from './confirmation.ts';
import { latePause } from './retry.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** How long readings must show nothing of a POST before it may be made once more: the service may write and list late. */
export const NOTHING_FOR_MS = 3 * MINUTE;

/** How soon after a POST without a clear answer the agreements are read; later readings are as far apart as it is old. */
const FIRST_READING_MS = 5 * SECOND;
const READINGS_APART_MS = MINUTE;

/**
 * Whether readings have shown nothing for long enough, the latest of them begun at `readAt`. Long enough is three minutes,
 * and up to an hour for confirmations tried for hours (the first try was `sinceFirstMs` ago).
 */
export function isSurelyLost({ nothingSince }: UnclearPost, readAt: Date, sinceFirstMs: number): boolean {
  return nothingSince !== null && readAt.getTime() - nothingSince.getTime() >= quietMs(sinceFirstMs);
}

/**
 * How long to wait from `now` for the next reading. Pauses grow from 5 s to a minute, later with the age of the confirmation;
 * each is shortened by up to a quarter (`random` is in [0, 1)), and the last one ends when three minutes are over.
 */
export function nextReadingMs(post: UnclearPost, now: Date, sinceFirstMs: number, random: number): number {
  const age = now.getTime() - post.at.getTime();
  const apart = Math.max(READINGS_APART_MS, quietMs(sinceFirstMs) / 3);
  const pause = Math.max(FIRST_READING_MS, Math.min(age, apart)) * (1 - random / 4);
  const left = post.nothingSince
    ? post.nothingSince.getTime() + quietMs(sinceFirstMs) - now.getTime()
    : Infinity;
  return Math.round(left > 0 ? Math.min(pause, left) : pause);
}

function quietMs(sinceFirstMs: number): number {
  return Math.max(NOTHING_FOR_MS, latePause(sinceFirstMs));
}
