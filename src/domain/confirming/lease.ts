/** What the clocks of a process say at one moment, in milliseconds. */
export interface Moment {
  /** Of the wall clock, which goes on while the machine sleeps and may be set. */
  wall: number;
  /** Of a clock that is never set, and that may stand still while the machine sleeps. */
  monotonic: number;
}

/** The right of one process alone to send something, for a limited time. */
export interface Lease {
  /** Whether so many milliseconds of it are left for certain. Asked right before the bytes go out. */
  hasLeft(ms: number): boolean;
}

/**
 * How long a job that takes a confirmation for a POST has it: more than the call, a fresh token and the call once more may take,
 * and less than the minute within which others must look at it when the process has died.
 */
export const ATTEMPT_MS = 40_000;

/** How long a job that takes a digest has it. Afterwards the digest counts as perhaps sent, and no job takes it again. */
export const SENDING_MS = 2 * 60_000;

/**
 * Begins a lease now. Call it before the lease is written down, so that it is over here before it is over there. It ends
 * by the clock that went furthest: a process that was paused, or whose wall clock was set back, must not outlive it.
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
