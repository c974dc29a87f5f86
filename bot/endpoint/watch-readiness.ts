import type { Logger } from '../../src/logger.ts';
import type { Time } from '../../src/monotonic-time.ts';
import type { Readiness } from './readiness.ts';

/** How often the bot checks whether it can work, even when no probe asks. */
const LOOK_EVERY_MS = 5_000;
/** How long work may be impossible before an administrator has to act. */
const LONG_MS = 60_000;
/** How often the log says so again. */
const SAY_AGAIN_MS = 10 * 60_000;

interface Needs {
  readiness: () => Promise<Readiness>;
  log: Logger;
  time: Time;
}

/** Why the bot cannot work, and since when. */
interface Outage {
  because: string;
  since: number;
  saidAt: number;
}

/**
 * Writes to the log when the bot can no longer work and when it can again; as an error when that lasts. A bot that is
 * starting or stopping is no outage. Returns what ends the watch.
 */
export function watchReadiness({ readiness, log, time }: Needs): () => void {
  let outage: Outage | undefined;
  let wasReady = false;
  let isOver = false;
  let cancel: () => void = () => undefined;

  function note(found: Readiness): void {
    const seconds = outage ? Math.round((time.now() - outage.since) / 1_000) : 0;
    if (found.kind === 'ready') {
      if (outage) log.info({ because: outage.because, seconds }, 'The bot is ready again');
      else if (!wasReady) log.info('The bot is ready');
      wasReady = true;
      outage = undefined;
      return;
    }
    const { because } = found;
    if (because === 'starting' || because === 'stopping') return;
    if (!outage) {
      outage = { because, since: time.now(), saidAt: time.now() - SAY_AGAIN_MS };
      log.warn({ because }, 'The bot is not ready');
      return;
    }
    outage.because = because;
    if (time.now() - outage.since < LONG_MS || time.now() - outage.saidAt < SAY_AGAIN_MS) return;
    outage.saidAt = time.now();
    log.error({ because, seconds }, OF_LONG_OUTAGES[because]);
  }

  async function look(): Promise<void> {
    const found = await readiness();
    if (isOver) return;
    note(found);
    cancel = time.after(LOOK_EVERY_MS, () => void look());
  }

  void look();
  return () => {
    isOver = true;
    cancel();
  };
}

const OF_LONG_OUTAGES = {
  database: 'The database has been away for long',
  queue: 'The job queue has stood still for long',
  proxy: 'The proxy has been away for long',
} as const;
