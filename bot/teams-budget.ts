import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';

/** One budget for all calls to Teams together. */
export interface TeamsBudget {
  /** Notes a call that is being made; never waits, for a person is waiting for the answer. */
  count(): void;
  /** Makes a call nobody waits for, when its turn has come. Rejects when the signal is aborted before that. */
  spend<Result>(call: () => Promise<Result>, signal?: AbortSignal): Promise<Result>;
  /** How much of the coming second's calls nobody has taken yet. */
  left(): number;
}

/**
 * Lets unasked calls through evenly, `perSecond` of them less what the answers inside turns use. Whoever waits is served
 * in order.
 */
export function createTeamsBudget(perSecond: number, now: () => number = Date.now): TeamsBudget {
  const spacing = 1_000 / perSecond;
  /** What waited has paid for one call; it is carried along to where that call is counted. */
  const paid = new AsyncLocalStorage<{ calls: number }>();
  let nextSlot = 0;
  return {
    count() {
      const purse = paid.getStore();
      if (purse && purse.calls > 0) purse.calls -= 1;
      else nextSlot = Math.max(nextSlot, now()) + spacing;
    },
    async spend(call, signal) {
      const at = Math.max(nextSlot, now());
      nextSlot = at + spacing;
      const wait = at - now();
      if (wait > 0) await pause(wait, undefined, { signal });
      return paid.run({ calls: 1 }, call);
    },
    left: () => Math.max(0, Math.floor(perSecond - Math.max(0, nextSlot - now()) / spacing)),
  };
}
