import { describe, expect, it } from '@jest/globals';
import { cachedFigures } from '../../src/composition/cached-figures.ts';
import { logLines } from '../support/log-lines.ts';

const NONE = {
  ...{ jobs: [], confirmations: [], customers: [], deliveries: [], missingCustomers: 0, budgets: {} },
  ...{ needingAttention: 0, lastGoodSyncSeconds: 0, filingPausedSeconds: 0 },
};
const figures = (oldestOpenSeconds: number) => ({ ...NONE, oldestOpenSeconds });

/** A database that can be asked, refuse, or say nothing; and a clock of its own. */
function stage({ patienceMs = 1_000 } = {}) {
  const state = { looks: 0, at: 0, answer: async () => figures(0), ping: async () => false };
  const { log, lines } = logLines();
  const look = () => {
    state.looks += 1;
    return state.answer();
  };
  return {
    state,
    lines,
    stored: cachedFigures({ look, ping: () => state.ping(), log, time: { now: () => state.at }, patienceMs }),
  };
}

describe('the figures for the metrics', () => {
  it('are asked for once in fifteen seconds, however often they are read', async () => {
    const { state, stored } = stage();

    for (let reading = 0; reading < 50; reading += 1) await stored();
    state.at = 14_999;
    await stored();
    const before = state.looks;
    state.at = 15_000;
    await stored();

    expect([before, state.looks]).toEqual([1, 2]);
  });

  it('are asked for once by many who read at the same moment', async () => {
    const { state, stored } = stage();

    await Promise.all(Array.from({ length: 20 }, () => stored()));

    expect(state.looks).toBe(1);
  });

  it('stay as they were while the database refuses, which the log hears once', async () => {
    const { state, stored, lines } = stage();
    state.answer = async () => figures(7);
    await stored();
    state.answer = async () => Promise.reject(new Error('away'));

    const seen = [];
    for (const at of [20_000, 40_000, 60_000]) {
      state.at = at;
      seen.push(await stored());
    }
    state.answer = async () => figures(8);
    state.at = 80_000;
    const healed = await stored();

    expect(seen).toEqual([1, 2, 3].map(() => ({ figures: figures(7), isUp: false })));
    expect(healed).toEqual({ figures: figures(8), isUp: true });
    expect(lines).toHaveLength(1);
  });

  it('are not waited for when the database says nothing, and it is not asked twice', async () => {
    const { state, stored } = stage({ patienceMs: 10 });
    let answer = () => {};
    state.answer = () => new Promise((resolve) => (answer = () => resolve(figures(9))));

    const first = await stored();
    state.at = 60_000;
    const second = await stored();
    answer();
    await new Promise(setImmediate);
    const third = await stored();

    expect([first, second]).toEqual([1, 2].map(() => ({ figures: undefined, isUp: false })));
    expect(third).toEqual({ figures: figures(9), isUp: true });
    expect(state.looks).toBe(1);
  });

  it.each([
    [
      'refused as too slow',
      () => Promise.reject(new Error('canceling confirmation due to confirmation timeout')),
    ],
    ['not come yet', () => new Promise<never>(() => {})],
  ])('leave the database up when they are %s and it answers otherwise', async (_how, answer) => {
    const { state, stored } = stage({ patienceMs: 10 });
    state.answer = answer;
    state.ping = async () => true;

    expect(await stored()).toEqual({ figures: undefined, isUp: true });
  });

  it('say that the database is down when it answers nothing at all, and ask it once at a time', async () => {
    const { state, stored } = stage({ patienceMs: 10 });
    let pings = 0;
    state.answer = () => new Promise(() => {});
    state.ping = () => ((pings += 1), new Promise(() => {}));

    const seen = await Promise.all([stored(), stored(), stored()]);

    expect(seen).toEqual(Array(3).fill({ figures: undefined, isUp: false }));
    expect(pings).toBe(1);
  });
});
