import type { SharedPace } from '../../src/use-cases/ports/shared-budgets.ts';
import type { Time } from '../../src/monotonic-time.ts';

/** How many blocks are leased a second: each is one question to the database, and lasts a fifth of a second. */
const BLOCKS_A_SECOND = 5;
/** How long after its instant a place may still be used. */
const OVER_MS = 1_000;
/** How late a place may be used where several processes share the row: later ones would all be used at once. */
const LATE_MS = 40;
/** How many processes are assumed without the database, which alone knows what the others do. */
const CAUTION = 10;

/** This process's places in the row that all processes share, leased in small blocks before they are needed. */
export interface LeasedPlaces {
  /** Takes the next place that is due; else says when there is one, `undefined` while that is not known. */
  take(now: number): { kind: 'taken' } | { kind: 'at'; at: number | undefined };
  /** Leases more places where `wanted` calls wait and too few are in hand. Never rejects. */
  refill(wanted: number): void;
  /** Notes a call that was made without a place. */
  spend(): void;
  /** How many processes use the row. */
  processes(): number;
}

interface Needs {
  perSecond: number;
  pace: SharedPace;
  time: Time;
  /** Called when there are more places, or none for `pausedForMs`. */
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
      // The latest of the missed places is good however late it is: otherwise a slow process would never send.
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
