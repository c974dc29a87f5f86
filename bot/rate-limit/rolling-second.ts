const SECOND_MS = 1_000;
/** How long a call without an answer is waited for. */
const LONGEST_WAY_MS = 2_000;

/**
 * The calls that Teams may count in one second. When it counted a call is not known, but not later than its answer less
 * the shortest way back; and the next one is not counted earlier than it is sent plus the shortest way there. So a call
 * leaves the second when one has passed since its answer, less the shortest way there and back.
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
  /** Of all calls so far: of a few on a busy machine even the shortest is long. */
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
