import { setTimeout as pause } from 'node:timers/promises';
import { StartError } from '../database/core/start-error.ts';
import { passingFailure } from '../domain/passing-failure.ts';
import type { Logger } from '../logger.ts';

/** How long all steps of a start together wait for a database that cannot be reached. */
const PATIENCE_MS = 20_000;
/** How long a step waits before it is tried again. */
const PAUSE_MS = 500;

/** Takes a step of a start, again and again while its failure may pass. */
export type Patiently = <Result>(step: () => Promise<Result>) => Promise<Result>;

interface Options {
  log: Logger;
  /** Called once, for the person who watches the start. */
  report: (step: string) => void;
  signal?: AbortSignal | undefined;
  /** For tests. */
  patienceMs?: number;
}

/**
 * Builds the patience of one start. A step must be safe to take twice. Reports once that it waits and for what. Throws
 * StartError with one clear line when the time is over. An error that will not pass is thrown at once, as it is.
 */
export function createPatience({ log, report, signal, patienceMs = PATIENCE_MS }: Options): Patiently {
  let since: number | undefined;
  return async (step) => {
    for (;;) {
      try {
        return await step();
      } catch (error) {
        const code = passingFailure(error);
        if (code === undefined || signal?.aborted) throw error;
        if (since === undefined) {
          report(`waiting for the database (${code})`);
          // Not a warning: a command that fails prints why, and this line beside it would only confuse.
          log.info({ code }, 'The start waits for the database');
        }
        since ??= performance.now();
        if (performance.now() - since >= patienceMs) throw givenUp(error, code);
        await pause(PAUSE_MS);
      }
    }
  };
}

function givenUp(cause: unknown, code: string): StartError {
  if (cause instanceof StartError) return cause;
  return new StartError(`The database could not be reached while everything was starting (${code})`, {
    cause,
  });
}
