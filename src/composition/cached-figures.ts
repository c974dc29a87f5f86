import type { Logger } from '../logger.ts';
import type { MetricSources, StoredFigures } from '../metrics.ts';
import { inTime } from './closers.ts';
import { REAL_TIME, type Time } from '../monotonic-time.ts';

/** How long figures count as fresh, however often and by however many readers the metrics are read. */
const FRESH_FOR_MS = 15_000;

/** How long a reading of the metrics waits for the database; then it goes on with the figures it knows. */
const PATIENCE_MS = 1_500;
/** How long a ping may take. It tells a database that is away from one for which only the figures take too long. */
const PING_PATIENCE_MS = 400;

interface Options {
  /** Asks the database; may throw. */
  look: () => Promise<StoredFigures>;
  /** Whether the database answers at all. Never throws. */
  ping: () => Promise<boolean>;
  log: Logger;
  /** Milliseconds of a clock that never jumps. */
  time?: Pick<Time, 'now'>;
  patienceMs?: number;
}

/** The latest figures of the database, one look at a time. Never throws. */
export function cachedFigures({
  look,
  ping,
  log,
  time = REAL_TIME,
  patienceMs = PATIENCE_MS,
}: Options): MetricSources['stored'] {
  let figures: StoredFigures | undefined;
  let isFresh = true;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;
  let pinging: Promise<boolean> | undefined;

  async function lookNow(): Promise<void> {
    try {
      figures = await look();
      isFresh = true;
    } catch (error) {
      if (isFresh) log.warn({ err: error }, 'The figures for the metrics could not be read');
      isFresh = false;
    }
    lookedAt = time.now();
    looking = undefined;
  }

  /** Asks once for all readings at the same moment. */
  async function answers(): Promise<boolean> {
    pinging ??= ping().finally(() => (pinging = undefined));
    let isUp = false;
    const heard = pinging.then((is) => void (isUp = is));
    await inTime(heard, PING_PATIENCE_MS).catch(() => undefined);
    return isUp;
  }

  return async () => {
    if (time.now() - lookedAt >= FRESH_FOR_MS) looking ??= lookNow();
    const isLate = await inTime(looking ?? Promise.resolve(), patienceMs).then(
      () => false,
      () => true,
    );
    return { figures, isUp: (isFresh && !isLate) || (await answers()) };
  };
}
