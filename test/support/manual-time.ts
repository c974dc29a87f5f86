import type { Time } from '../../bot/time.ts';

/** Time that passes only when the test says so. */
export function manualTime(): Time & { pass(ms: number): void } {
  const timers: { at: number; call: () => void }[] = [];
  let now = 0;
  return {
    now: () => now,
    after: (ms, call) => {
      const timer = { at: now + ms, call };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
    pass: (ms) => {
      now += ms;
      for (const { call } of timers.filter(({ at }) => at <= now)) call();
    },
  };
}
