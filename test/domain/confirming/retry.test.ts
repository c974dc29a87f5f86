import { describe, expect, it } from '@jest/globals';
import { GIVE_UP_AFTER_MS, nextTry } from '../../../src/domain/confirming/retry.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const pauseOf = (attempts: number, sinceFirstMs: number, random = 0) => {
  const next = nextTry(attempts, sinceFirstMs, random);
  return next.kind === 'again' ? next.afterMs : Number.NaN;
};

describe('the pause before the next try', () => {
  it.each([
    [1, 0, 2 * SECOND],
    [2, 2 * SECOND, 4 * SECOND],
    [3, 6 * SECOND, 8 * SECOND],
    [4, 14 * SECOND, 16 * SECOND],
    [5, 30 * SECOND, 32 * SECOND],
    [6, MINUTE, 45 * SECOND],
    [15, 9 * MINUTE, 45 * SECOND],
    [1_000, 9 * MINUTE, 45 * SECOND],
    [2, 10 * MINUTE, 75 * SECOND],
    [18, 10 * MINUTE, 75 * SECOND],
    [25, 30 * MINUTE, 225 * SECOND],
    [36, 2 * 60 * MINUTE, 15 * MINUTE],
    [50, 8 * 60 * MINUTE, 60 * MINUTE],
    [100, 2 * DAY, 60 * MINUTE],
    [5_000, 3 * DAY - 1, 60 * MINUTE],
  ])('after %i tries and %i ms is %i ms at most', (attempts, sinceFirstMs, expected) => {
    const pause = pauseOf(attempts, sinceFirstMs);

    expect(pause).toBe(expected);
  });

  it('is shortened by a quarter at most', () => {
    const least = pauseOf(4, MINUTE, 0.999_999);

    expect(least).toBe(12 * SECOND);
  });

  it('is under a minute at any moment of the first ten minutes, so that a try comes every minute', () => {
    const moments = Array.from({ length: 600 }, (_, second) => second * SECOND);

    const longest = Math.max(
      ...moments.flatMap((since) => [1, 5, 9, 50].map((tries) => pauseOf(tries, since))),
    );

    expect(longest).toBeLessThan(MINUTE);
  });

  it('never more than doubles from one try to the next', () => {
    const growth: number[] = [];
    for (let since = 0, tries = 1, before = 2 * SECOND; since < GIVE_UP_AFTER_MS; tries += 1) {
      const pause = pauseOf(tries, since);
      growth.push(pause / before);
      since += pause;
      before = pause;
    }

    expect(Math.max(...growth)).toBeLessThanOrEqual(2);
  });

  it('never shrinks from one try to the next', () => {
    const pauses: number[] = [];
    for (let since = 0, tries = 1; since < GIVE_UP_AFTER_MS; tries += 1) {
      pauses.push(pauseOf(tries, since));
      since += pauses.at(-1) ?? Number.NaN;
    }

    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(pauses.length).toBeLessThan(150);
  });
});

describe('trying again', () => {
  it.each([
    ['to the millisecond', 3 * DAY],
    ['long past it', 30 * DAY],
  ])('ends after three days, %s', (_when, sinceFirstMs) => {
    const next = nextTry(80, sinceFirstMs, 0);

    expect(next).toEqual({ kind: 'give-up' });
  });
});
