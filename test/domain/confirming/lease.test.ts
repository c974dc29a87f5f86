import { describe, expect, it } from '@jest/globals';
import { beginLease } from '../../../src/domain/confirming/lease.ts';

describe('the right to send something', () => {
  it.each([
    ['both clocks say that time is left', { wall: 25_000, monotonic: 25_000 }, true],
    ['no more is left than is needed', { wall: 26_000, monotonic: 26_000 }, true],
    ['less is left than is needed', { wall: 26_001, monotonic: 26_001 }, false],
    ['the machine slept, and only the wall clock went on', { wall: 75_000, monotonic: 3 }, false],
    ['the wall clock was set back', { wall: -3_600_000, monotonic: 75_000 }, false],
    ['the wall clock was set on', { wall: 3_600_000, monotonic: 3 }, false],
  ])('when %s', (_when, passed, holds) => {
    let now = { wall: 1_000_000, monotonic: 500 };
    const lease = beginLease(40_000, () => now);

    now = { wall: now.wall + passed.wall, monotonic: now.monotonic + passed.monotonic };

    expect(lease.hasLeft(14_000)).toBe(holds);
  });
});
