import type { Time } from '../../src/monotonic-time.ts';

/** Time that passes only when the test says so. */
export function manualTime(): Time & { pass(ms: number): void } {
  const timers = new Set<{ at: number; call: () => void }>();
  let now = 0;
  return {
    now: () => now,
    after: (ms, call) => {
      const timer = { at: now + ms, call };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    pass: (ms) => {
      now += ms;
      for (const timer of [...timers].filter(({ at }) => at <= now)) {
        timers.delete(timer);
        timer.call();
      }
    },
  };
}
