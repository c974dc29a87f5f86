const SECOND_MS = 1_000;

/** So long a call may be on its way to Teams before it is counted there; a slower one is not waited for. */
const LONGEST_WAY_MS = 40;

/**
 * The calls of the last second, as Teams may count them: one leaves the second when a second has passed since its answer,
 * which came after Teams had counted it.
 */
export interface RollingSecond {
  /** When one more call may be made: `now` when that is at once. */
  freeAt(now: number): number;
  /** A call is about to be made: it counts until `sent` or `dropped` says what became of it. */
  reserve(): void;
  /** A call goes out. Gives what is told when it was answered, whatever the answer. */
  sent(now: number, wasReserved: boolean): (answeredAt: number) => void;
  dropped(): void;
}

export function createRollingSecond(perSecond: number): RollingSecond {
  let calls: { until: number }[] = [];
  let reserved = 0;
  return {
    freeAt(now) {
      if (calls.length + reserved < perSecond) return now;
      calls = calls.filter(({ until }) => until > now);
      if (calls.length + reserved < perSecond) return now;
      return Math.min(now + SECOND_MS, ...calls.map(({ until }) => until));
    },
    reserve() {
      reserved += 1;
    },
    sent(now, wasReserved) {
      if (wasReserved) reserved -= 1;
      const call = { until: now + SECOND_MS + LONGEST_WAY_MS };
      calls.push(call);
      if (calls.length > 2 * perSecond) calls = calls.filter(({ until }) => until > now);
      return (answeredAt) => void (call.until = Math.min(call.until, answeredAt + SECOND_MS));
    },
    dropped() {
      reserved -= 1;
    },
  };
}
