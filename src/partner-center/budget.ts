import type { Busy, Priority } from '../use-cases/ports/partner-center.ts';
import type { AllowanceLease, SharedAllowance } from '../use-cases/ports/shared-budgets.ts';

export type Turn = { kind: 'go' } | Busy | { kind: 'stopping' };

/** One allowance for all calls to Partner Center, from all processes together. */
export interface CallBudget {
  /**
   * Waits until one call may be made; calls that people wait for go first. `busy` when the service asked for a pause too
   * long to wait for, or it is unknown how many calls are left; `stopping` once the signal is aborted. Never rejects.
   */
  take(priority: Priority, signal?: AbortSignal): Promise<Turn>;
  /** Lets no call of any process go out for `ms`, because the service asked for a pause. */
  pause(ms: number): void;
}

interface Waiter {
  answer(turn: Turn): void;
}

/** How long a pause may be to be waited for; a caller plans around a longer one. */
const LONGEST_PAUSE_WAITED_MS = 10_000;
/** How often the database is asked again while it is away: no call goes out without a lease. */
const ASK_AGAIN_MS = 500;
/** How many calls are leased ahead at most, as a part of the allowance: they are lost when a process dies. */
const LARGEST_BLOCK = 1 / 40;

/**
 * Builds it: at most `requestsPerMinute` calls in any 60 seconds, as fast as they come. A tenth is kept for people, so that
 * background reading that used up its part, in this process or another, never makes a person wait for a minute. Time is
 * taken from the monotonic clock, so that setting the wall clock neither stalls nor floods.
 */
export function createCallBudget(options: {
  requestsPerMinute: number;
  allowance: SharedAllowance;
}): CallBudget {
  const { requestsPerMinute, allowance } = options;
  const keptForPeople = Math.min(Math.ceil(requestsPerMinute / 10), requestsPerMinute - 1);
  const waiting: Record<Priority, Set<Waiter>> = { person: new Set(), background: new Set() };
  const block = createBlock(Math.max(1, Math.floor(requestsPerMinute * LARGEST_BLOCK)));
  let pausedUntil = 0;
  let isAsking = false;
  let awaySince: number | undefined;
  let timer: NodeJS.Timeout | undefined;

  const priorityNow = (): Priority => (waiting.person.size > 0 ? 'person' : 'background');

  function admit(): void {
    clearTimeout(timer);
    const now = performance.now();
    if (now < pausedUntil) return hold(pausedUntil - now);
    for (let [first] = waiting[priorityNow()]; first; [first] = waiting[priorityNow()]) {
      if (!block.use(now)) return void ask();
      waiting[priorityNow()].delete(first);
      first.answer({ kind: 'go' });
    }
  }

  async function ask(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    const priority = priorityNow();
    const waits = waiting[priority].size;
    // The part kept for people is leased only while people wait, never ahead.
    const calls = priority === 'person' ? waits : block.size(waits, performance.now());
    const atMost = priority === 'person' ? requestsPerMinute : requestsPerMinute - keptForPeople;
    const unused = block.unused();
    const lease = await allowance.lease({ calls, atMost, ...(unused && { unused }) }).catch(() => undefined);
    isAsking = false;
    if (lease) settle(lease, priority);
    else waitForDatabase();
  }

  function settle(lease: AllowanceLease, askedFor: Priority): void {
    awaySince = undefined;
    const now = performance.now();
    switch (lease.kind) {
      case 'calls':
        block.fill(lease, now);
        return admit();
      case 'none':
        // Callers that came meanwhile need calls that this request did not ask for.
        if (askedFor === 'background' && waiting.person.size > 0) return void ask();
        return wakeIn(lease.retryInMs);
      case 'paused':
        pausedUntil = Math.max(pausedUntil, now + lease.forMs);
        return admit();
    }
  }

  function waitForDatabase(): void {
    const now = performance.now();
    awaySince ??= now;
    if (now - awaySince < LONGEST_PAUSE_WAITED_MS) wakeIn(ASK_AGAIN_MS);
    else turnAway(LONGEST_PAUSE_WAITED_MS);
  }

  function hold(remainingMs: number): void {
    if (remainingMs <= LONGEST_PAUSE_WAITED_MS) wakeIn(remainingMs);
    else turnAway(remainingMs);
  }

  function turnAway(retryAfterMs: number): void {
    for (const queue of [waiting.person, waiting.background]) {
      for (const waiter of queue) waiter.answer({ kind: 'busy', retryAfterMs: Math.ceil(retryAfterMs) });
      queue.clear();
    }
  }

  function wakeIn(ms: number): void {
    clearTimeout(timer);
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
      // Without the database the other processes hear of the pause from the service itself.
      void allowance.pause(ms).catch(() => undefined);
      admit();
    },
  };
}

/** The calls leased and not yet made, and how many are worth leasing ahead at the rate of the last ones. */
function createBlock(largest: number) {
  let held: { id: number; calls: number; until: number } | undefined;
  let last = { calls: 0, used: 0, at: 0, validForMs: 0 };
  return {
    use(now: number): boolean {
      if (!held || held.calls === 0 || now >= held.until) return false;
      held.calls -= 1;
      last.used += 1;
      return true;
    },
    size(waits: number, now: number): number {
      const atThisRate = (last.used / Math.max(1, now - last.at)) * last.validForMs;
      return Math.min(largest, Math.max(waits, Math.min(Math.ceil(atThisRate), 2 * last.calls)));
    },
    /** The rest of the lease before, to be given back with the next request. */
    unused(): { id: number; calls: number } | undefined {
      const left = held && held.calls > 0 ? { id: held.id, calls: held.calls } : undefined;
      held = undefined;
      return left;
    },
    fill({ id, calls, validForMs }: { id: number; calls: number; validForMs: number }, now: number): void {
      held = { id, calls, until: now + validForMs };
      last = { calls, used: 0, at: now, validForMs };
    },
  };
}
