const SECOND_MS = 1_000;
/** How long a call without an answer counts. */
const LONGEST_WAY_MS = 2_000;

/**
 * The calls that Teams may count in one second. The bot does not know when Teams counts a call. It is at the latest when
 * the answer came, less the shortest way back. The next call is counted at the earliest when it is sent, plus the shortest
 * way there. So a call leaves the second when one has passed since its answer, less the shortest way there and back.
 */
export interface RollingSecond {
  /** Returns when one more call may be made: `now` when that is at once. */
  freeAt(now: number): number;
  /** Counts a call that is about to be made, until `sent` or `dropped` says what became of it. */
  reserve(): void;
  /** Notes a call that goes out. Returns what to call with the time of its answer, whatever the answer. */
  sent(now: number, wasReserved: boolean): (answeredAt: number) => void;
  dropped(): void;
}

export function createRollingSecond(perSecond: number): RollingSecond {
  let calls: { until: number }[] = [];
  let reserved = 0;
  /** Taken over all calls so far: of only a few on a busy machine, even the shortest is long. */
  let shortestWay = Infinity;

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
      return (answeredAt) => {
        shortestWay = Math.min(shortestWay, answeredAt - now);
        call.until = Math.min(call.until, answeredAt + SECOND_MS - shortestWay);
      };
    },
    dropped() {
      reserved -= 1;
    },
  };
}
