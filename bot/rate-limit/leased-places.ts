import type { SharedPace } from '../../src/use-cases/ports/shared-budgets.ts';
import type { Time } from '../../src/monotonic-time.ts';

/** A block lasts a fifth of a second: five questions to the database for a second of messages. */
const BLOCKS_A_SECOND = 5;
/** A place that went by so long ago is of no use any more. */
const OVER_MS = 1_000;
/** Among several processes those that went by longer ago than this are let go, or they would all be used at once. */
const LATE_MS = 40;
/** Without the database a process does not know what the others do: as if there were ten of us. */
const CAUTION = 10;

/** The places of this process in the row that all processes share, leased in small blocks before they are needed. */
export interface LeasedPlaces {
  /** Takes the next place that is due; else says when there is one, `undefined` when that is not known yet. */
  take(now: number): { kind: 'taken' } | { kind: 'at'; at: number | undefined };
  /** Leases more where `wanted` calls wait and too few places are in hand. Never rejects. */
  refill(wanted: number): void;
  /** A call was made without a place. */
  spend(): void;
  /** How many processes use the row. */
  processes(): number;
}

interface Needs {
  perSecond: number;
  pace: SharedPace;
  time: Time;
  /** More places are there, or none for so long. */
  onChange: (pausedForMs: number) => void;
}

export function createLeasedPlaces({ perSecond, pace, time, onChange }: Needs): LeasedPlaces {
  const block = Math.max(1, Math.round(perSecond / BLOCKS_A_SECOND));
  let places: number[] = [];
  let processes = 1;
  let spent = 0;
  let isAsking = false;

  async function ask(calls: number): Promise<void> {
    isAsking = true;
    const debt = spent;
    spent = 0;
    let pausedForMs = 0;
    try {
      const lease = await pace.lease({ calls, spent: debt });
      if (lease.kind === 'paused') pausedForMs = Math.max(1, lease.forMs);
      else {
        const first = time.now() + lease.startsInMs;
        for (let call = 0; call < calls; call += 1) places.push(first + call * lease.spacingMs);
        processes = lease.processes;
      }
    } catch {
      const spacing = (CAUTION * 1_000) / perSecond;
      if (calls > 0) places.push(Math.max(time.now(), places.at(-1) ?? 0) + spacing);
    }
    isAsking = false;
    onChange(pausedForMs);
  }

  return {
    take(now) {
      places = places.filter((at) => at >= now - OVER_MS);
      // The latest of those that went by is good however late: where everything is slow nothing would be said otherwise.
      while (processes > 1 && (places[1] ?? Infinity) <= now && (places[0] ?? now) < now - LATE_MS)
        places.shift();
      const [next] = places;
      if (next === undefined || next > now) return { kind: 'at', at: next };
      places.shift();
      return { kind: 'taken' };
    },
    refill(wanted) {
      if (isAsking) return;
      const missing = Math.min(block, wanted - places.length);
      if (missing > 0 && places.length <= block / 2) void ask(missing);
      else if (wanted === 0 && spent > 0) void ask(0);
    },
    spend() {
      spent += 1;
    },
    processes: () => processes,
  };
}
