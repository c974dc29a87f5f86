/** The time, so that tests can set it. */
export interface Clock {
  now(): Date;
}

/** Fresh random ids (UUID v4). */
export interface IdSource {
  next(): string;
}

/** Chance for jitter, in [0, 1). */
export type Random = () => number;
