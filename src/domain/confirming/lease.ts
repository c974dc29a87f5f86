/** What the clocks of a process say at one moment, in milliseconds. */
export interface Moment {
  /** The wall clock, which goes on while the machine sleeps and may be set. */
  wall: number;
  /** A clock that is never set, and may stand still while the machine sleeps. */
  monotonic: number;
}

/** The right of one process alone to send something, for a limited time. */
export interface Lease {
  /** Whether `ms` of it are left for certain. Asked right before the bytes go out. */
  hasLeft(ms: number): boolean;
}

/**
 * How long a job holds a confirmation for a POST. Longer than the call, a fresh token and the call once more may take.
 * Shorter than the minute after which another job must look at it when the process has died.
 */
export const ATTEMPT_MS = 40_000;

/** How long a job holds a digest. Afterwards the digest counts as perhaps sent, and no job takes it again. */
export const SENDING_MS = 2 * 60_000;

/**
 * Begins a lease now. Call it before the lease is written to the database, so that it ends here first. It ends by the clock
 * that went further: a process that was paused, or whose wall clock was set back, must not outlive it.
 */
export function beginLease(lengthMs: number, moment: () => Moment): Lease {
  const begun = moment();
  return {
    hasLeft: (ms) => {
      const now = moment();
      const gone = Math.max(now.wall - begun.wall, now.monotonic - begun.monotonic);
      return lengthMs - gone >= ms;
    },
  };
}
