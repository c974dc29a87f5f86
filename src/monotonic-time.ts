/**
 * Monotonic time, so that setting the wall clock neither stalls nor floods. Tests bring their own. Dates come from
 * `Clock`.
 */
export interface Time {
  /** Milliseconds since some instant. */
  now(): number;
  /** Calls `call` after `ms`; returns a function that cancels it. */
  after(ms: number, call: () => void): () => void;
}

/** The time of this process. */
export const REAL_TIME: Time = {
  now: () => performance.now(),
  after: (ms, call) => {
    const timer = setTimeout(call, Math.max(0, Math.ceil(ms)));
    return () => clearTimeout(timer);
  },
};
