import type { Moment } from '../../domain/confirming/lease.ts';

/** The time, so that tests can set it. */
export interface Clock {
  /** The time that all processes share: the database's. */
  now(): Date;
  /** This process's own clocks, by which it notices that it was paused; absent where only `now` is known. */
  moment?(): Moment;
}

/** Reads the clocks that a lease is measured by. */
export function momentOf(clock: Clock): Moment {
  const now = clock.now().getTime();
  return clock.moment?.() ?? { wall: now, monotonic: now };
}

/** Fresh random ids (UUID v4). */
export interface IdSource {
  next(): string;
}

/** Returns a random number for jitter, in [0, 1). */
export type Random = () => number;
