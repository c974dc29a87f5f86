import type { Busy, Priority } from '../use-cases/ports/partner-center.ts';

export type Turn = { kind: 'go' } | Busy | { kind: 'stopping' };

/** One allowance for all calls to Partner Center together. */
export interface CallBudget {
  /**
   * Waits for the right to make one call; people go first. `busy` when the service asked for a longer pause than is
   * worth waiting for, `stopping` once the signal is aborted. Never rejects.
   */
  take(priority: Priority, signal?: AbortSignal): Promise<Turn>;
  /** The service asked everybody to wait: no call goes out before this many milliseconds have passed. */
  pause(ms: number): void;
  /** How many calls could go out just now. */
  left(): number;
}

interface Waiter {
  answer(turn: Turn): void;
}

const WINDOW_MS = 60_000;

/** Pauses up to this are waited out; a longer one is the caller's to plan around. */
const LONGEST_PAUSE_WAITED_MS = 10_000;

/**
 * At most `requestsPerMinute` calls in any 60 seconds, as fast as they come. A tenth is kept for people, so that
 * background reading that used up its part never makes someone wait for a minute.
 * Time is taken from the monotonic clock: setting the wall clock neither stalls nor floods.
 */
export function createCallBudget({ requestsPerMinute }: { requestsPerMinute: number }): CallBudget {
  const keptForPeople = Math.min(Math.ceil(requestsPerMinute / 10), requestsPerMinute - 1);
  const waiting: Record<Priority, Set<Waiter>> = { person: new Set(), background: new Set() };
  const calls = recentCalls();
  let pausedUntil = 0;
  let timer: NodeJS.Timeout | undefined;

  function next(used: number): Waiter | undefined {
    const limit = waiting.person.size > 0 ? requestsPerMinute : requestsPerMinute - keptForPeople;
    if (used >= limit) return undefined;
    const queue = waiting.person.size > 0 ? waiting.person : waiting.background;
    const [first] = queue;
    if (first) queue.delete(first);
    return first;
  }

  function admit(): void {
    clearTimeout(timer);
    const now = performance.now();
    if (now < pausedUntil) return hold(pausedUntil - now);
    for (let waiter = next(calls.count(now)); waiter; waiter = next(calls.count(now))) {
      calls.add(now);
      waiter.answer({ kind: 'go' });
    }
    wakeIn(calls.oldest() + WINDOW_MS - now);
  }

  function hold(remainingMs: number): void {
    if (remainingMs <= LONGEST_PAUSE_WAITED_MS) return wakeIn(remainingMs);
    for (const queue of [waiting.person, waiting.background]) {
      for (const waiter of queue) waiter.answer({ kind: 'busy', retryAfterMs: Math.ceil(remainingMs) });
      queue.clear();
    }
  }

  function wakeIn(ms: number): void {
    if (waiting.person.size + waiting.background.size === 0) return;
    timer = setTimeout(admit, Math.max(1, Math.ceil(ms)));
  }

  return {
    take: (priority, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve({ kind: 'stopping' });
        const leave = () => {
          waiting[priority].delete(waiter);
          resolve({ kind: 'stopping' });
          admit();
        };
        const waiter: Waiter = {
          answer: (turn) => {
            signal?.removeEventListener('abort', leave);
            resolve(turn);
          },
        };
        signal?.addEventListener('abort', leave, { once: true });
        waiting[priority].add(waiter);
        admit();
      }),
    pause: (ms) => {
      pausedUntil = Math.max(pausedUntil, performance.now() + ms);
      admit();
    },
    left: () => {
      const now = performance.now();
      return now < pausedUntil ? 0 : Math.max(0, requestsPerMinute - calls.count(now));
    },
  };
}

/** The instants of the calls of the last window, oldest first. */
function recentCalls() {
  let instants: number[] = [];
  let begin = 0;
  return {
    add: (at: number) => void instants.push(at),
    oldest: () => instants[begin] ?? 0,
    count: (now: number) => {
      while (begin < instants.length && instants[begin]! <= now - WINDOW_MS) begin += 1;
      if (begin > 1_000 && begin * 2 > instants.length) {
        instants = instants.slice(begin);
        begin = 0;
      }
      return instants.length - begin;
    },
  };
}
