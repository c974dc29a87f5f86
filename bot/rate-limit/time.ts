/** Monotonic time, so that setting the wall clock neither stalls nor floods. Tests bring their own. */
export interface Time {
  /** Milliseconds since some instant. */
  now(): number;
  /** Calls back after so many milliseconds; gives what takes it back. */
  after(ms: number, call: () => void): () => void;
}

export const REAL_TIME: Time = {
  now: () => performance.now(),
  after: (ms, call) => {
    const timer = setTimeout(call, Math.max(0, Math.ceil(ms)));
    return () => clearTimeout(timer);
  },
};
