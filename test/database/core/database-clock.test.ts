import { afterEach, describe, expect, it } from '@jest/globals';
import { createDatabaseClock, type DatabaseClock } from '../../../src/database/core/database-clock.ts';
import { testDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';

const { database } = await testDatabase();
const NOON = Date.parse('2026-03-10T12:00:00Z');
const MINUTE = 60_000;

let clock: DatabaseClock | undefined;
afterEach(() => clock?.stop());

/** A process whose wall clock is off by so much, and a database that takes `tripMs` there and back. */
function process({ wallOff = 0, tripMs = 0 }) {
  const now = { true: NOON, monotonic: 1_000, wallOff };
  let asked = 0;
  clock = createDatabaseClock({
    moment: () => ({ wall: now.true + now.wallOff, monotonic: now.monotonic }),
    ask: async () => {
      asked += 1;
      const answer = new Date(now.true + tripMs / 2);
      now.true += tripMs;
      now.monotonic += tripMs;
      return answer;
    },
  });
  return {
    clock,
    pass: (ms: number) => {
      now.true += ms;
      now.monotonic += ms;
    },
    /** The monotonic clock stands still. */
    sleep: (ms: number) => void (now.true += ms),
    setWall: (off: number) => void (now.wallOff = off),
    asked: () => asked,
    /** How far what the clock says is from the truth. */
    error: () => clock!.now().getTime() - now.true,
  };
}

describe('the time of the database', () => {
  it.each([5 * MINUTE, -5 * MINUTE, 0])(
    'is the same for a process whose clock is %i ms off',
    async (wallOff) => {
      const one = process({ wallOff, tripMs: 40 });

      await one.clock.measure();

      expect(one.error()).toBe(0);
    },
  );

  it('goes on with the monotonic clock, whatever is done to the wall clock', async () => {
    const one = process({});
    await one.clock.measure();

    one.pass(10 * MINUTE);
    one.setWall(-60 * MINUTE);

    expect(one.error()).toBe(0);
  });

  it('is asked for anew when the machine slept', async () => {
    const one = process({});
    await one.clock.measure();
    const before = one.asked();
    one.sleep(10 * MINUTE);

    one.clock.now();

    await eventually(() => expect(one.error()).toBe(0));
    expect(one.asked()).toBe(before + 3);
    one.clock.now();
    expect(one.asked()).toBe(before + 3);
  });

  it('is this machine’s before the database was asked, and stays known while it is away', async () => {
    const asleep = createDatabaseClock({
      moment: () => ({ wall: NOON, monotonic: 5 }),
      ask: async () => Promise.reject(new Error('away')),
    });
    clock = asleep;

    await expect(asleep.measure()).rejects.toThrow('away');

    expect(asleep.now()).toEqual(new Date(NOON));
  });

  it('does not tremble with the time that a question takes', async () => {
    const one = process({ tripMs: 40 });
    await one.clock.measure();
    const first = one.clock.now().getTime() - one.clock.moment().monotonic;

    one.pass(MINUTE);
    await one.clock.measure();

    expect(one.clock.now().getTime() - one.clock.moment().monotonic).toBe(first);
  });

  it('comes from the server', async () => {
    const real = createDatabaseClock({ ask: () => database.time() });
    clock = real;

    await real.measure();

    expect(Math.abs(real.now().getTime() - (await database.time()).getTime())).toBeLessThan(1_000);
  });
});
