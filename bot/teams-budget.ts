import { setTimeout as pause } from 'node:timers/promises';

/** One budget for all calls to Teams together. */
export interface TeamsBudget {
  /** Notes a call about to be made; never waits, for a person is waiting for the answer. */
  count(): void;
  /** Waits until a call nobody waits for may be made. */
  whenFree(signal?: AbortSignal): Promise<void>;
}

/**
 * Lets unasked calls through evenly, `perSecond` of them less what the answers inside turns have used. Whoever waits is
 * served in order.
 */
export function createTeamsBudget(perSecond: number, now: () => number = Date.now): TeamsBudget {
  const spacing = 1_000 / perSecond;
  let reserved = 0;
  let nextSlot = 0;
  return {
    count() {
      // A call that was waited for has its slot already; an answer takes one without waiting.
      if (reserved > 0) reserved -= 1;
      else nextSlot = Math.max(nextSlot, now()) + spacing;
    },
    async whenFree(signal) {
      const at = Math.max(nextSlot, now());
      nextSlot = at + spacing;
      const wait = at - now();
      if (wait > 0) await pause(wait, undefined, { signal });
      reserved += 1;
    },
  };
}
