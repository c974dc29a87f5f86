import { afterAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { TeamsBudget } from '../../bot/teams-budget.ts';

// Jest's clock does not reach Node's own promise of a pause, so that one is built on the clock here.
jest.useFakeTimers({ now: 0 });
jest.unstable_mockModule('node:timers/promises', () => ({
  setTimeout: (ms: number, value: unknown, { signal }: { signal?: AbortSignal } = {}) =>
    new Promise((resolve, reject) => {
      setTimeout(resolve, ms, value);
      signal?.addEventListener('abort', () => reject(new Error('The pause was broken off')));
    }),
}));
const { createTeamsBudget } = await import('../../bot/teams-budget.ts');
afterAll(() => void jest.useRealTimers());

let budget: TeamsBudget;
let startedAt: number;
let passed: number[];

beforeEach(async () => {
  await jest.advanceTimersByTimeAsync(60_000);
  startedAt = Date.now();
  passed = [];
  budget = createTeamsBudget(25);
});

/** Calls nobody waits for; each notes when it may be made and is then made. */
function askFor(calls: number): void {
  for (let call = 0; call < calls; call += 1) {
    void budget.spend(async () => {
      passed.push(Date.now() - startedAt);
      budget.count();
    });
  }
}
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

describe('the budget for calls to Teams', () => {
  it('lets the first call through at once, and the others evenly', async () => {
    askFor(5);
    await pass(1_000);

    expect(passed).toEqual([0, 40, 80, 120, 160]);
  });

  it('never lets more through in a second than it is given', async () => {
    askFor(200);
    await pass(4_000);

    const busiest = Math.max(
      ...passed.map((from) => passed.filter((at) => at >= from && at < from + 1_000).length),
    );
    expect(busiest).toBe(25);
    expect(passed).toHaveLength(101);
  });

  it('says how much of the coming second is left', async () => {
    const full = budget.left();
    askFor(5);
    const some = budget.left();
    askFor(100);
    const none = budget.left();
    await pass(10_000);

    expect([full, some, none, budget.left()]).toEqual([25, 20, 0, 25]);
  });

  it('saves nothing up while nobody calls', async () => {
    askFor(1);
    await pass(10_000);
    askFor(3);
    await pass(1_000);

    expect(passed).toEqual([0, 10_000, 10_040, 10_080]);
  });

  it('takes what answers inside turns use from the calls nobody waits for', async () => {
    for (let answer = 0; answer < 10; answer += 1) budget.count();
    askFor(2);
    await pass(1_000);

    expect(passed).toEqual([400, 440]);
  });

  it('lets calls that wait already keep their place when an answer goes first', async () => {
    askFor(3);
    await pass(1);
    budget.count();
    askFor(1);
    await pass(1_000);

    expect(passed).toEqual([0, 40, 80, 160]);
  });

  it('serves whoever waits in order', async () => {
    const served: string[] = [];
    for (const who of ['first', 'second', 'third']) {
      void budget.spend(async () => served.push(who));
    }
    await pass(1_000);

    expect(served).toEqual(['first', 'second', 'third']);
  });

  it('can be left by whoever no longer wants to wait', async () => {
    const leaving = new AbortController();
    askFor(1);
    const left = budget.spend(async () => 'made', leaving.signal).catch((error: Error) => error.message);
    leaving.abort();

    expect(await left).toBe('The pause was broken off');
  });

  // A call can fail before it is made, when the bot gets no token; its slot must not pay for somebody else's call.
  it('gives no answer a free call for calls that were never made', async () => {
    for (let call = 0; call < 5; call += 1) void budget.spend(async () => undefined);
    await pass(10_000);

    for (let answer = 0; answer < 5; answer += 1) budget.count();
    askFor(1);
    await pass(1_000);

    expect(passed).toEqual([10_200]);
  });
});
