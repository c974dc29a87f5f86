import type { IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../../src/logger.ts';
import type { Metrics } from '../../src/metrics.ts';
import { hangUp } from './hang-up.ts';
import { createRefusals, type TurnedAway } from './refusals.ts';

/** Counts a refused call, lets it wait in the line of refused calls, then answers it with `send`: a status, no body. */
export type TurnAway = (
  request: IncomingMessage,
  refused: TurnedAway,
  send: (status: number) => void,
) => Promise<void>;

export function createTurnAway(needs: { log: Logger; metrics: Pick<Metrics, 'refusedCall'> }): TurnAway {
  const refusals = createRefusals(needs);
  return async (request, { status, reason }, send) => {
    needs.metrics.refusedCall(reason);
    const wait = refusals.note({ status, reason });
    if (wait > 0) await pause(wait);
    // Before the answer: after it Node would throw the rest away by itself, and its size could not be limited.
    hangUp(request);
    send(status);
  };
}
