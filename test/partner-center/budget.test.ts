import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createCallBudget, type CallBudget } from '../../src/partner-center/budget.ts';
import type { Priority } from '../../src/use-cases/ports/partner-center.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** Takes many turns at once and notes each answer as it comes. */
function takeMany(budget: CallBudget, count: number, priority: Priority, signal?: AbortSignal) {
  const answers: string[] = [];
  for (let i = 0; i < count; i += 1)
    void budget.take(priority, signal).then((turn) => answers.push(turn.kind));
  return answers;
}

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

describe('the budget of calls', () => {
  it('lets a minute’s calls go at once and the rest when the minute is over', async () => {
    const budget = createCallBudget({ requestsPerMinute: 20 });

    const answers = takeMany(budget, 25, 'person');
    await pass(59_999);
    const inTheMinute = answers.length;
    await pass(1);

    expect(inTheMinute).toBe(20);
    expect(answers).toHaveLength(25);
  });

  it('never lets more than the allowance go within any sixty seconds', async () => {
    const budget = createCallBudget({ requestsPerMinute: 10 });
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

  it('says how many calls could go out just now', async () => {
    const budget = createCallBudget({ requestsPerMinute: 20 });

    takeMany(budget, 5, 'person');
    const begun = budget.left();
    takeMany(budget, 30, 'person');
    const usedUp = budget.left();
    await pass(60_000);
    const later = budget.left();
    budget.pause(1_000);

    expect([begun, usedUp, later, budget.left()]).toEqual([15, 0, 5, 0]);
    await pass(120_000);
    expect(budget.left()).toBe(20);
  });

  it('keeps a tenth for people, so that background reading never makes one wait', async () => {
    const budget = createCallBudget({ requestsPerMinute: 20 });

    const background = takeMany(budget, 30, 'background');
    const person = takeMany(budget, 2, 'person');
    await pass(0);

    expect(background).toHaveLength(18);
    expect(person).toEqual(['go', 'go']);
  });

  it('lets people go before background work that has waited longer', async () => {
    const budget = createCallBudget({ requestsPerMinute: 1 });
    const order: string[] = [];
    await budget.take('person');

    void budget.take('background').then(() => order.push('background'));
    void budget.take('person').then(() => order.push('person'));
    await pass(120_000);

    expect(order).toEqual(['person', 'background']);
  });

  it('holds everybody back for a short pause', async () => {
    const budget = createCallBudget({ requestsPerMinute: 100 });
    budget.pause(5_000);

    const answers = [takeMany(budget, 1, 'person'), takeMany(budget, 1, 'background')];
    await pass(4_999);
    const during = answers.flat();
    await pass(1);

    expect(during).toEqual([]);
    expect(answers.flat()).toEqual(['go', 'go']);
  });

  it('tells everybody, those waiting included, how long a longer pause still is', async () => {
    const budget = createCallBudget({ requestsPerMinute: 1 });
    await budget.take('person');
    const waiting = budget.take('background');

    budget.pause(57_000);
    await pass(20_000);
    const late = budget.take('person');

    await expect(waiting).resolves.toEqual({ kind: 'busy', retryAfterMs: 57_000 });
    await expect(late).resolves.toEqual({ kind: 'busy', retryAfterMs: 37_000 });
  });

  it('never shortens a pause', async () => {
    const budget = createCallBudget({ requestsPerMinute: 10 });

    budget.pause(30_000);
    budget.pause(1_000);

    await expect(budget.take('person')).resolves.toEqual({ kind: 'busy', retryAfterMs: 30_000 });
  });

  it('lets those who wait leave at a stop and leaves no timer behind', async () => {
    const budget = createCallBudget({ requestsPerMinute: 1 });
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
