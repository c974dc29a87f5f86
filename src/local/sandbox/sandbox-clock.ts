import type { Clock } from '../../use-cases/ports/clock.ts';

/** `now`: stands still at this instant, null lets it run again. `offsetMs`: how far the service's clock is off. */
export interface ClockChange {
  now?: Date | null;
  offsetMs?: number;
}

export interface SandboxClock extends Clock {
  set(change: ClockChange): void;
}

/** The service's clock: the given one until it is set. */
export function createSandboxClock(real: Clock): SandboxClock {
  let standing: Date | null = null;
  let offsetMs = 0;
  return {
    now: () => new Date((standing ?? real.now()).getTime() + offsetMs),
    set: (change) => {
      if (change.now !== undefined) standing = change.now;
      if (change.offsetMs !== undefined) offsetMs = change.offsetMs;
    },
  };
}
