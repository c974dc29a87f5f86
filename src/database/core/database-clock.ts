import type { Moment } from '../../domain/confirming/lease.ts';
import type { Clock } from '../../use-cases/ports/clock.ts';

/** The database's time, without asking the database each time. */
export interface DatabaseClock extends Clock {
  moment(): Moment;
  /** Asks the database for its time. Rejects when it does not answer; what was known before stays. */
  measure(): Promise<void>;
  /** Stops measuring. */
  stop(): void;
}

interface Options {
  /** Asks the database for its time. */
  ask: () => Promise<Date>;
  /** The clocks of this process. */
  moment?: () => Moment;
}

/** How often the database is asked for its time: clocks of machines drift apart by milliseconds in a minute. */
const MEASURE_EVERY_MS = 60_000;
/**
 * How far this machine's clocks may drift apart before the database is asked at once: the machine slept, or a clock was
 * set.
 */
const PARTED_MS = 2_000;
/** How often the database is asked in one go; the quickest answer is the most exact. */
const QUESTIONS = 3;

const thisMachine = (): Moment => ({ wall: Date.now(), monotonic: performance.now() });

/**
 * Builds one time for all processes on a database, so that what one plans is due for the others at the same instant,
 * whatever their own clocks say. Between two measurements it follows the monotonic clock, which is never set. Before the
 * first one it is this machine's time.
 */
export function createDatabaseClock({ ask, moment = thisMachine }: Options): DatabaseClock {
  const first = moment();
  let offset = first.wall - first.monotonic;
  /** How far the wall clock was from the monotonic one at the last measurement. */
  let apart = offset;
  let measuring: Promise<void> | undefined;

  async function measureNow(): Promise<void> {
    let best: { offset: number; error: number } | undefined;
    for (let asked = 0; asked < QUESTIONS; asked += 1) {
      const before = moment().monotonic;
      const answer = await ask();
      const after = moment().monotonic;
      const error = (after - before) / 2;
      if (best && best.error <= error) continue;
      best = { offset: answer.getTime() - (before + error), error };
    }
    const now = moment();
    apart = now.wall - now.monotonic;
    // A difference that the round trip explains is ignored, so that the time does not jitter.
    if (best && Math.abs(best.offset - offset) > best.error) ({ offset } = best);
  }

  const measure = () => (measuring ??= measureNow().finally(() => (measuring = undefined)));
  const measureQuietly = () => void measure().catch(() => undefined);
  const timer = setInterval(measureQuietly, MEASURE_EVERY_MS);
  timer.unref();

  return {
    moment,
    now: () => {
      const { wall, monotonic } = moment();
      if (Math.abs(wall - monotonic - apart) > PARTED_MS) {
        apart = wall - monotonic;
        measureQuietly();
      }
      return new Date(Math.round(offset + monotonic));
    },
    measure,
    stop: () => clearInterval(timer),
  };
}
