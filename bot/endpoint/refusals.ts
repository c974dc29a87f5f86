import type { Logger } from '../../src/logger.ts';

/** A call that is turned away. `status` is all its sender learns; `reason` is for the log and the metrics. */
export interface TurnedAway {
  status: 400 | 401 | 403 | 404 | 405 | 413;
  reason: string;
}

/** Counts refused calls in the log, and makes strangers wait for each other. */
export interface Refusals {
  /** Notes a refused call and says how many milliseconds its answer has to wait. */
  note(refusal: TurnedAway): number;
}

/** How often further refusals of a kind are written to the log together. */
const SUMMARY_MS = 60_000;
/** How many refusals a second are answered at once, to all callers together; later ones wait for their place. */
const AT_ONCE_PER_SECOND = 1_000;
const LONGEST_WAIT_MS = 1_000;

/**
 * One line for the first call refused for a reason, then one for all that follow within a minute: a flood neither fills
 * the log nor is lost in it. Refused callers wait for each other, wherever they call from, for a stranger may have many
 * addresses. Callers that pass the door never wait here.
 */
export function createRefusals({ log, now = Date.now }: { log: Logger; now?: () => number }): Refusals {
  const further = new Map<string, number>();
  let nextPlace = 0;

  function tell({ status, reason }: TurnedAway): void {
    const kind = `${status} ${reason}`;
    const count = further.get(kind);
    if (count !== undefined) return void further.set(kind, count + 1);
    further.set(kind, 0);
    log.warn({ status, reason, count: 1 }, 'A call was refused');
    const summary = setInterval(() => {
      const since = further.get(kind) ?? 0;
      if (since > 0) {
        log.warn({ status, reason, count: since, seconds: SUMMARY_MS / 1_000 }, 'Calls were refused');
        return void further.set(kind, 0);
      }
      further.delete(kind);
      clearInterval(summary);
    }, SUMMARY_MS).unref();
  }

  function wait(): number {
    const at = Math.max(nextPlace, now() - 1_000);
    nextPlace = Math.min(at + 1_000 / AT_ONCE_PER_SECOND, now() + LONGEST_WAIT_MS);
    return Math.max(0, Math.ceil(at - now()));
  }

  return {
    note(refusal) {
      tell(refusal);
      return wait();
    },
  };
}
