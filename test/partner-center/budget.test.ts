import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createCallBudget, type CallBudget } from '../../src/partner-center/budget.ts';
import { memoryAllowance, type MemoryAllowance } from '../support/call-allowance.ts';
import type { Priority } from '../../src/use-cases/ports/partner-center.ts';

let allowance: MemoryAllowance;
beforeEach(() => {
  jest.useFakeTimers();
  allowance = memoryAllowance();
});
afterEach(() => void jest.useRealTimers());

/** Takes many turns at once and notes each answer as it comes. */
function takeMany(budget: CallBudget, count: number, priority: Priority, signal?: AbortSignal) {
  const answers: string[] = [];
  for (let i = 0; i < count; i += 1)
    void budget.take(priority, signal).then((turn) => answers.push(turn.kind));
  return answers;
}

/** The budget of one process. */
const budgetOf = (requestsPerMinute: number) => createCallBudget({ requestsPerMinute, allowance });
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

describe('the budget of calls', () => {
  it('lets a minute’s calls go at once and the rest when the minute is over', async () => {
    const budget = budgetOf(20);

    const answers = takeMany(budget, 25, 'person');
    await pass(60_000);
    const inTheMinute = answers.length;
    await pass(1_000);

    expect(inTheMinute).toBe(20);
    expect(answers).toHaveLength(25);
  });

  it('never lets more than the allowance go within any sixty seconds', async () => {
    const budget = budgetOf(10);
    const gone: number[] = [];
    for (let i = 0; i < 60; i += 1) void budget.take('person').then(() => gone.push(performance.now()));

    for (let second = 0; second < 400; second += 1) {
      if (second % 7 === 0) void budget.take('background').then(() => gone.push(performance.now()));
      await pass(1_000);
    }

    const busiest = Math.max(
      ...gone.map((from) => gone.filter((at) => at >= from && at < from + 60_000).length),
    );
    expect(gone.length).toBeGreaterThan(60);
    expect(busiest).toBe(10);
  });

  it('keeps a tenth for people, so that background reading never makes one wait', async () => {
    const budget = budgetOf(20);

    const background = takeMany(budget, 30, 'background');
    await pass(0);
    const person = takeMany(budget, 2, 'person');
    await pass(0);

    expect(background).toHaveLength(18);
    expect(person).toEqual(['go', 'go']);
  });

  it('asks for a person who came while background work was being refused', async () => {
    const budget = budgetOf(20);
    takeMany(budget, 18, 'background');
    await pass(0);

    const background = takeMany(budget, 1, 'background');
    const person = takeMany(budget, 1, 'person');
    await pass(0);

    expect([background, person]).toEqual([[], ['go']]);
  });

  it('lets people go before background work that has waited longer', async () => {
    const budget = budgetOf(1);
    const order: string[] = [];
    await budget.take('person');

    void budget.take('background').then(() => order.push('background'));
    void budget.take('person').then(() => order.push('person'));
    await pass(122_000);

    expect(order).toEqual(['person', 'background']);
  });

  it('holds every call back for a short pause', async () => {
    const budget = budgetOf(100);
    budget.pause(5_000);

    const answers = [takeMany(budget, 1, 'person'), takeMany(budget, 1, 'background')];
    await pass(4_999);
    const during = answers.flat();
    await pass(1);

    expect(during).toEqual([]);
    expect(answers.flat()).toEqual(['go', 'go']);
  });

  it('tells every caller, those waiting included, how long a longer pause still is', async () => {
    const budget = budgetOf(1);
    await budget.take('person');
    const waiting = budget.take('background');

    budget.pause(57_000);
    await pass(20_000);
    const late = budget.take('person');

    await expect(waiting).resolves.toEqual({ kind: 'busy', retryAfterMs: 57_000 });
    await expect(late).resolves.toEqual({ kind: 'busy', retryAfterMs: 37_000 });
  });

  it('never shortens a pause', async () => {
    const budget = budgetOf(10);

    budget.pause(30_000);
    budget.pause(1_000);

    await expect(budget.take('person')).resolves.toEqual({ kind: 'busy', retryAfterMs: 30_000 });
  });

  it('lets those who wait leave at a stop and leaves no timer behind', async () => {
    const budget = budgetOf(1);
    const stop = new AbortController();
    await budget.take('person', stop.signal);
    const waiting = takeMany(budget, 3, 'background', stop.signal);

    stop.abort();
    await pass(0);

    expect(waiting).toEqual(['stopping', 'stopping', 'stopping']);
    expect(jest.getTimerCount()).toBe(0);
    await expect(budget.take('person', stop.signal)).resolves.toEqual({ kind: 'stopping' });
  });
});

describe('the budget of several processes', () => {
  it('is one: none lets more go than all together may', async () => {
    const processes = [budgetOf(30), budgetOf(30), budgetOf(30)];

    const answers = processes.map((budget) => takeMany(budget, 20, 'person'));
    await pass(0);
    const atOnce = answers.flat().length;
    await pass(122_000);

    expect(atOnce).toBe(30);
    expect(answers.flat()).toHaveLength(60);
  });

  it('lets a person go at once although another process reads all it may', async () => {
    const reader = takeMany(budgetOf(100), 500, 'background');
    await pass(1_000);

    const person = takeMany(budgetOf(100), 1, 'person');
    await pass(0);

    expect([reader.length, person]).toEqual([90, ['go']]);
  });

  it('is paused as one', async () => {
    const [one, other] = [budgetOf(100), budgetOf(100)];
    one.pause(5_000);

    const answers = takeMany(other, 1, 'person');
    await pass(4_999);
    const during = [...answers];
    await pass(1);

    expect([during, answers]).toEqual([[], ['go']]);
  });

  it('asks the database less than once a call while many are made', async () => {
    const budget = budgetOf(100_000);
    let made = 0;
    const caller = async () => {
      for (; made < 5_000; made += 1) {
        await budget.take('background');
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    for (let callers = 0; callers < 8; callers += 1) void caller();
    await pass(10_000);

    expect(made).toBeGreaterThanOrEqual(5_000);
    expect(allowance.leases).toBeLessThan(100);
  });

  it('loses nothing but a small block when a process ends in the middle', async () => {
    const dying = budgetOf(400);
    await dying.take('background');
    await dying.take('background');

    const rest = takeMany(budgetOf(400), 400, 'background');
    await pass(1_000);

    expect(rest.length).toBeGreaterThanOrEqual(360 - 10);
  });

  it('leases twice as many calls each time while they are used up, and no more than a fortieth of a minute’s', async () => {
    const asked: number[] = [];
    const lease: typeof allowance.lease = (wish) => {
      asked.push(wish.calls);
      return allowance.lease(wish);
    };
    const budget = createCallBudget({ requestsPerMinute: 400, allowance: { ...allowance, lease } });

    takeMany(budget, 1, 'background');
    await pass(0);
    takeMany(budget, 4, 'background');
    await pass(0);
    const first = [...asked];
    for (let calls = 0; calls < 100; calls += 1) {
      takeMany(budget, 1, 'background');
      await pass(2);
    }

    expect(first).toEqual([1, 2, 4]);
    expect(Math.max(...asked)).toBe(10);
  });

  it('makes no call with a lease that has run out', async () => {
    const budget = budgetOf(400);
    takeMany(budget, 4, 'background');
    await pass(0);
    for (let calls = 0; calls < 9; calls += 1) {
      takeMany(budget, 1, 'background');
      await pass(2);
    }
    const leases = allowance.leases;
    allowance.isAway = true;
    await pass(60_000);

    const late = takeMany(budget, 1, 'background');
    await pass(0);
    allowance.isAway = false;
    await pass(500);

    expect(late).toEqual(['go']);
    expect(allowance.leases).toBe(leases + 1);
  });

  it('lets no call go while the database is away, and says so after ten seconds', async () => {
    allowance.isAway = true;
    const budget = budgetOf(100);
    const answers = [budget.take('person'), budget.take('person')];
    const early = takeMany(budget, 1, 'background');
    await pass(5_000);
    const during = [...early];
    await pass(6_000);

    await expect(Promise.all(answers)).resolves.toEqual([
      { kind: 'busy', retryAfterMs: 10_000 },
      { kind: 'busy', retryAfterMs: 10_000 },
    ]);
    expect([during, early]).toEqual([[], ['busy']]);
  });

  it('goes on by itself when the database is back', async () => {
    allowance.isAway = true;
    const answers = takeMany(budgetOf(100), 2, 'person');
    await pass(3_000);
    allowance.isAway = false;
    await pass(500);

    expect(answers).toEqual(['go', 'go']);
  });
});
