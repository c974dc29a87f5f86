import { createTeamsBudget, type TeamsBudget } from '../../bot/rate-limit/teams-budget.ts';
import type { Time } from '../../src/monotonic-time.ts';
import type { SharedPace } from '../../src/use-cases/ports/shared-budgets.ts';

/** A row of places for one process, as the database keeps it for many. */
export interface MemoryPace extends SharedPace {
  /** How often it was asked. */
  leases: number;
  /** What it was told was called without a place. */
  spent: number;
  /** How many processes it says there are. */
  processes: number;
  /** Every question fails while this is set. */
  isAway: boolean;
}

export function memoryPace(perSecond: number, now: () => number = () => performance.now()): MemoryPace {
  const spacingMs = 1_000 / perSecond;
  let nextAt = -Infinity;
  let pausedUntil = -Infinity;
  const pace: MemoryPace = {
    leases: 0,
    spent: 0,
    processes: 1,
    isAway: false,
    lease: async ({ calls, spent }) => {
      if (pace.isAway) throw new Error('The database is away');
      pace.leases += 1;
      pace.spent += spent;
      if (pausedUntil > now()) return { kind: 'paused', forMs: pausedUntil - now() };
      const first = Math.min(Math.max(nextAt, now()) + spent * spacingMs, Math.max(nextAt, now() + 1_000));
      nextAt = first + calls * spacingMs;
      return { kind: 'places', startsInMs: first - now(), spacingMs, processes: pace.processes };
    },
    pause: async (ms) => void (pausedUntil = Math.max(pausedUntil, now() + ms)),
  };
  return pace;
}

/** A budget that is not what a test is about. */
export function roomyBudget(time?: Time): TeamsBudget {
  const perSecond = 1_000;
  return createTeamsBudget({ perSecond, pace: memoryPace(perSecond, time?.now), ...(time && { time }) });
}

/** Time that jumps over every longer pause, so that no test waits; `pauses` says which, rounded to 10 ms. */
export function jumpingTime(): Time & { pauses: number[] } {
  let jumped = 0;
  const pauses: number[] = [];
  return {
    pauses,
    now: () => performance.now() + jumped,
    after: (ms, call) => {
      let isOff = false;
      if (ms >= 100) {
        jumped += ms;
        pauses.push(Math.round(ms / 10) * 10);
      }
      setTimeout(() => !isOff && call(), ms >= 100 ? 0 : ms);
      return () => void (isOff = true);
    },
  };
}
