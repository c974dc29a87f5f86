import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createLeasedPlaces } from '../../../bot/rate-limit/leased-places.ts';
import { createTeamsBudget, type TeamsBudget } from '../../../bot/rate-limit/teams-budget.ts';
import { REAL_TIME } from '../../../src/monotonic-time.ts';
import { memoryPace, type MemoryPace } from '../../support/teams-budget.ts';

let pace: MemoryPace;
let budget: TeamsBudget;
let startedAt: number;
let passed: number[];

beforeEach(() => {
  jest.useFakeTimers();
  startedAt = performance.now();
  passed = [];
  open(25);
});
afterEach(() => void jest.useRealTimers());

function open(perSecond: number): void {
  pace = memoryPace(perSecond);
  budget = createTeamsBudget({ perSecond, pace });
}

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
const at = () => Math.round(performance.now() - startedAt);

/** Calls no person waits for; each notes when it is made, and is answered after a while. */
function askFor(
  calls: number,
  { conversation, answerMs = 0 }: { conversation?: string; answerMs?: number } = {},
) {
  const ends: string[] = [];
  for (let call = 0; call < calls; call += 1) {
    const making = budget.spend(conversation, async () => {
      passed.push(at());
      const answered = budget.note(conversation);
      if (answerMs > 0) await new Promise((resolve) => setTimeout(resolve, answerMs));
      answered();
    });
    void making.then(({ kind }) => ends.push(kind));
  }
  return ends;
}
const answerInTurn = (conversation?: string) => budget.note(conversation)();
const busiest = (times: readonly number[], withinMs: number) =>
  Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + withinMs).length));

describe('the budget for calls to Teams', () => {
  it('lets the first call through at once, and the others evenly', async () => {
    askFor(5);
    await pass(1_000);

    expect(passed).toEqual([0, 40, 80, 120, 160]);
  });

  it('never lets more through in a second than it is given, and hardly less', async () => {
    askFor(500);
    await pass(20_000);

    expect(busiest(passed, 1_000)).toBe(25);
    expect(passed).toHaveLength(500);
  });

  it('lets no more arrive in a second than it is given, however unsteady the way is', async () => {
    open(50);
    const arrived: number[] = [];
    for (let call = 0; call < 500; call += 1) {
      void budget.spend(undefined, async () => {
        const answered = budget.note(undefined);
        await new Promise((resolve) => setTimeout(resolve, 10 + (call % 7 === 0 ? 60 : 0)));
        arrived.push(at());
        await new Promise((resolve) => setTimeout(resolve, 10));
        answered();
      });
    }
    await pass(20_000);

    expect(arrived).toHaveLength(500);
    expect(busiest(arrived, 1_000)).toBeLessThanOrEqual(50);
    expect(Math.max(...arrived)).toBeLessThan(10_500);
  });

  it('loses nothing where every call takes the same long way', async () => {
    open(50);
    askFor(500, { answerMs: 200 });
    await pass(20_000);

    expect(passed).toHaveLength(500);
    expect(busiest(passed, 1_000)).toBe(50);
    expect(passed.at(-1)).toBeLessThan(10_300);
  });

  it('saves nothing up while there are no calls', async () => {
    askFor(1);
    await pass(10_000);
    askFor(3);
    await pass(1_000);

    expect(passed).toEqual([0, 10_000, 10_040, 10_080]);
  });

  it('takes what answers inside turns use from the calls no person waits for', async () => {
    for (let answer = 0; answer < 10; answer += 1) answerInTurn();
    askFor(2);
    await pass(1_000);

    expect(passed).toEqual([400, 440]);
  });

  it('counts answers in the second although they wait for nothing', async () => {
    for (let answer = 0; answer < 200; answer += 1) answerInTurn();
    askFor(1);
    await pass(2_000);

    expect(passed).toEqual([1_000]);
  });

  it('lets calls that wait already keep their place when an answer goes first', async () => {
    askFor(3);
    await pass(1);
    answerInTurn();
    askFor(1);
    await pass(1_000);

    expect(passed).toEqual([0, 40, 80, 160]);
  });

  it('serves waiting calls in order', async () => {
    const served: string[] = [];
    for (const who of ['first', 'second', 'third']) {
      void budget.spend(undefined, async () => served.push(who));
    }
    await pass(1_000);

    expect(served).toEqual(['first', 'second', 'third']);
  });

  // A call can fail before it is made, when the bot gets no token; its slot must not pay for another call.
  it('gives no answer a free call for calls that were never made', async () => {
    for (let call = 0; call < 5; call += 1) void budget.spend('a:chat', async () => undefined);
    await pass(10_000);

    for (let answer = 0; answer < 5; answer += 1) answerInTurn();
    askFor(1, { conversation: 'a:chat' });
    await pass(1_000);

    expect(passed).toEqual([10_200]);
  });

  it('hands on what a call fails with', async () => {
    const failing = budget.spend(undefined, () => Promise.reject(new Error('no token')));

    await expect(failing).rejects.toThrow('no token');
  });
});

describe('the windows of a conversation', () => {
  it('are never exceeded, however many messages wait for it', async () => {
    open(1_000);
    askFor(200, { conversation: 'a:busy' });
    await pass(120_000);

    expect(passed).toHaveLength(200);
    expect(busiest(passed, 1_000)).toBeLessThanOrEqual(7);
    expect(busiest(passed, 2_000)).toBe(8);
    expect(busiest(passed, 30_000)).toBe(60);
  });

  it('keep no other conversation waiting', async () => {
    askFor(20, { conversation: 'a:busy' });
    askFor(1, { conversation: 'a:quiet' });
    await pass(500);

    // Seven of the one, and then the other.
    expect(passed).toHaveLength(8);
  });

  it('count what answers inside turns send there', async () => {
    open(1_000);
    for (let answer = 0; answer < 7; answer += 1) answerInTurn('a:busy');
    askFor(1, { conversation: 'a:busy' });
    await pass(2_000);

    expect(passed).toEqual([1_050]);
  });

  it('are shared out among the processes that there are', async () => {
    open(1_000);
    pace.processes = 3;
    askFor(60, { conversation: 'a:busy' });
    await pass(60_000);

    expect(busiest(passed, 2_000)).toBe(2);
    expect(busiest(passed, 30_000)).toBe(20);
  });

  it('are not waited for longer than half a minute: those messages come again later', async () => {
    open(1_000);
    for (let sent = 0; sent < 1_800; sent += 1) {
      answerInTurn('a:hour');
      await pass(1_000);
    }

    const ends = askFor(1, { conversation: 'a:hour' });
    await pass(0);

    expect(ends).toEqual(['later']);
    expect(passed).toEqual([]);
  });
});

describe('a pause that Teams asks for', () => {
  it('of one conversation is its own', async () => {
    budget.throttled('a:one', 5_000);
    askFor(1, { conversation: 'a:one' });
    askFor(1, { conversation: 'a:two' });
    await pass(10_000);

    expect(passed).toEqual([0, 5_000]);
  });

  it('of two conversations at once is the whole app’s, of other processes too', async () => {
    budget.throttled('a:one', 5_000);
    budget.throttled('a:two', 5_000);
    const beside = createTeamsBudget({ perSecond: 25, pace });
    askFor(1, { conversation: 'a:three' });
    void beside.spend('a:four', async () => passed.push(at()));
    await pass(10_000);

    expect(passed.map((time) => Math.floor(time / 10) * 10)).toEqual([5_000, 5_040]);
  });

  it('of one conversation twice is still its own', async () => {
    budget.throttled('a:one', 5_000);
    budget.throttled('a:one', 5_000);
    askFor(1, { conversation: 'a:three' });
    await pass(1_000);

    expect(passed).toEqual([0]);
  });

  it('that is long puts off every call that waits', async () => {
    const ends = askFor(3);
    budget.throttled('a:one', 60_000);
    budget.throttled('a:two', 60_000);
    await pass(100);

    expect(ends.filter((end) => end === 'later').length).toBeGreaterThanOrEqual(2);
  });
});

describe('the places shared with other processes', () => {
  it('are leased in blocks: five questions for a second of messages', async () => {
    open(50);
    askFor(500);
    await pass(10_000);

    expect(passed.length).toBeGreaterThan(490);
    expect(pace.leases).toBeLessThanOrEqual(60);
  });

  it('cost one question for one message', async () => {
    askFor(1);
    await pass(1_000);

    expect(pace.leases).toBe(1);
  });

  it.each([
    ['are let go when they went by unused, where others count on theirs', 2, 150, 1],
    ['are used however late where everything is slow, one at a time', 2, 600, 1],
    ['are used late by a process that is alone', 1, 150, 4],
    ['are of no use after a second', 1, 1_200, 0],
  ])('%s', async (_what, processes, afterMs, usable) => {
    pace.processes = processes;
    const places = createLeasedPlaces({ perSecond: 20, pace, time: REAL_TIME, onChange: () => undefined });
    places.refill(4);
    await pass(afterMs);

    const taken = Array.from({ length: 4 }, () => places.take(performance.now()).kind);

    // They stood at 0, 50, 100 and 150 ms.
    expect(taken.filter((kind) => kind === 'taken')).toHaveLength(usable);
  });

  it('are told of answers even by a process that does nothing but answer', async () => {
    for (let answer = 0; answer < 30; answer += 1) answerInTurn();
    await pass(600);

    expect([pace.spent, pace.leases]).toEqual([30, 1]);
  });

  it('are done without while the database is away, ten times as slowly', async () => {
    pace.isAway = true;
    askFor(20);
    await pass(4_100);
    const away = passed.length;
    pace.isAway = false;
    await pass(2_000);

    expect(away).toBe(10);
    expect(passed).toHaveLength(20);
  });
});
