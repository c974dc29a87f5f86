import { createCallBudget, type CallBudget } from '../../src/partner-center/budget.ts';
import type { SharedAllowance } from '../../src/use-cases/ports/shared-budgets.ts';

/** An allowance for one process, as the database keeps it for many. */
export interface MemoryAllowance extends SharedAllowance {
  leases: number;
  /** Every question fails while this is set. */
  isAway: boolean;
}

const MINUTE_MS = 60_000;
const VALID_MS = 500;

export function memoryAllowance(): MemoryAllowance {
  let given: { id: number; calls: number; until: number }[] = [];
  let pausedUntil = 0;
  let lastId = 0;
  const allowance: MemoryAllowance = {
    leases: 0,
    isAway: false,
    lease: async ({ calls, atMost, unused }) => {
      if (allowance.isAway) throw new Error('The database is away');
      allowance.leases += 1;
      const now = performance.now();
      const before = given.find(({ id }) => id === unused?.id);
      if (before) before.calls -= unused?.calls ?? 0;
      given = given.filter((each) => each.until > now && each.calls > 0);
      if (pausedUntil > now) return { kind: 'paused', forMs: pausedUntil - now };
      const left = atMost - given.reduce((sum, each) => sum + each.calls, 0);
      if (left <= 0) return { kind: 'none', retryInMs: (given[0]?.until ?? now) - now };
      const lease = { id: (lastId += 1), calls: Math.min(calls, left), until: now + MINUTE_MS + VALID_MS };
      given.push(lease);
      return { kind: 'calls', id: lease.id, calls: lease.calls, validForMs: VALID_MS };
    },
    pause: async (ms) => void (pausedUntil = Math.max(pausedUntil, performance.now() + ms)),
  };
  return allowance;
}

/** A budget that is not what a test is about. */
export function roomyCallBudget(): CallBudget {
  return createCallBudget({ requestsPerMinute: 1_000_000, allowance: memoryAllowance() });
}
