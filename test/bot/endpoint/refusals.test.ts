import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createRefusals, type Refusals } from '../../../bot/endpoint/refusals.ts';
import { logLines } from '../../support/log-lines.ts';

const FORGED = { status: 401, reason: 'signature' } as const;
const ELSEWHERE = { status: 403, reason: 'tenant' } as const;

let refusals: Refusals;
let lines: string[];

beforeEach(() => {
  jest.useFakeTimers();
  const logged = logLines();
  ({ lines } = logged);
  refusals = createRefusals({ log: logged.log });
});
afterEach(() => {
  jest.useRealTimers();
});

const logged = () => lines.splice(0).map((line) => JSON.parse(line) as Record<string, unknown>);
const many = (times: number) => Array.from({ length: times }, () => refusals.note(FORGED));

describe('refused calls', () => {
  it('are logged at the first one for each reason, then together once a minute', () => {
    many(5_000);
    refusals.note(ELSEWHERE);
    const atOnce = logged();
    jest.advanceTimersByTime(60_000);
    const afterAMinute = logged();

    expect(atOnce).toMatchObject([
      { ...FORGED, count: 1 },
      { ...ELSEWHERE, count: 1 },
    ]);
    expect(afterAMinute).toMatchObject([{ ...FORGED, count: 4_999, seconds: 60 }]);
  });

  it('are logged at once again after a quiet minute', () => {
    many(1);
    jest.advanceTimersByTime(60_000);
    logged();

    many(2);

    expect(logged()).toMatchObject([{ ...FORGED, count: 1 }]);
    expect(jest.getTimerCount()).toBe(1);
  });

  it('are answered at once as long as they are no flood', () => {
    const waits = Array.from({ length: 30 }, () => {
      jest.advanceTimersByTime(100);
      return Math.max(...many(99));
    });

    expect(Math.max(...waits)).toBe(0);
  });

  it('wait for each other in a flood, a second at most', () => {
    const waits = many(10_000);

    expect(waits.filter((wait) => wait === 0).length).toBeGreaterThanOrEqual(1_000);
    expect(Math.max(...waits)).toBeGreaterThan(900);
    expect(Math.max(...waits)).toBeLessThanOrEqual(1_001);
  });
});
