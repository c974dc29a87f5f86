import { describe, expect, it } from '@jest/globals';
import { isSurelyLost, nextReadingMs, NOTHING_FOR_MS } from '../../../src/domain/confirming/unclear-post.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const at = new Date('2026-03-10T09:00:00Z');
const later = (ms: number) => new Date(at.getTime() + ms);
const post = { at, nothingSince: null, refusal: null };
const seen = { ...post, nothingSince: later(5 * SECOND) };

describe('a POST that may have arrived', () => {
  it('is surely lost once readings have shown nothing for three minutes, and not a moment before', () => {
    const over = 5 * SECOND + NOTHING_FOR_MS;

    expect(isSurelyLost(seen, later(over - 1), over)).toBe(false);
    expect(isSurelyLost(seen, later(over), over)).toBe(true);
  });

  it('is never lost before it was read for, however old it is', () => {
    expect(isSurelyLost(post, later(HOUR), HOUR)).toBe(false);
  });

  it('is waited for longer where tries have gone on for hours, up to an hour', () => {
    expect(isSurelyLost(seen, later(10 * MINUTE), 4 * HOUR)).toBe(false);
    expect(isSurelyLost(seen, later(31 * MINUTE), 4 * HOUR)).toBe(true);
    expect(isSurelyLost(seen, later(61 * MINUTE), 60 * HOUR)).toBe(true);
  });

  it.each([
    [0, 5 * SECOND],
    [5 * SECOND, 5 * SECOND],
    [20 * SECOND, 20 * SECOND],
    [80 * SECOND, MINUTE],
    [170 * SECOND, 15 * SECOND],
    [200 * SECOND, MINUTE],
  ])('that is %i ms old is read for again in %i ms', (age, expected) => {
    expect(nextReadingMs(seen, later(age), age, 0)).toBe(expected);
  });

  it('is read for up to a quarter sooner by chance, and more rarely where tries have gone on for hours', () => {
    expect(nextReadingMs(seen, later(80 * SECOND), 80 * SECOND, 0.999_9)).toBeLessThan(45.1 * SECOND);
    expect(nextReadingMs(post, later(HOUR), 60 * HOUR, 0)).toBe(20 * MINUTE);
  });
});
