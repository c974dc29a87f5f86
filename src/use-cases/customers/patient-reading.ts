import { setTimeout as realPause } from 'node:timers/promises';
import type { Busy, PartnerCenter } from '../ports/partner-center.ts';

/** What a sync asks Partner Center. */
export type PartnerCenterReading = Pick<
  PartnerCenter,
  'customerPage' | 'resellers' | 'agreements' | 'directAcceptance'
>;

/** Waits so many milliseconds, or less once the signal is aborted; never rejects. */
export type Pause = (ms: number, signal?: AbortSignal) => Promise<void>;

/** A service that names no time at all is not asked again and again within it. */
const LEAST_PAUSE_MS = 1_000;

/**
 * The same readings for work that no person waits for: when Partner Center asks for a pause, however often, it is waited
 * for and the question asked again. `busy` only comes of a stop.
 */
export function patientReading(
  partnerCenter: PartnerCenterReading,
  { signal, pause = pauseFor }: { signal?: AbortSignal | undefined; pause?: Pause | undefined },
): PartnerCenterReading {
  async function patiently<Read extends { kind: string }>(read: () => Promise<Read>): Promise<Read> {
    for (;;) {
      const answer = await read();
      if (!isBusy(answer)) return answer;
      await pause(Math.max(answer.retryAfterMs, LEAST_PAUSE_MS), signal);
      if (signal?.aborted) return answer;
    }
  }

  return {
    customerPage: (...question) => patiently(() => partnerCenter.customerPage(...question)),
    resellers: () => patiently(() => partnerCenter.resellers()),
    agreements: (...question) => patiently(() => partnerCenter.agreements(...question)),
    directAcceptance: (...question) => patiently(() => partnerCenter.directAcceptance(...question)),
  };
}

async function pauseFor(ms: number, signal?: AbortSignal): Promise<void> {
  // Nothing but an abort ends it early.
  await realPause(ms, undefined, { signal }).catch(() => undefined);
}

function isBusy(answer: { kind: string }): answer is Busy {
  return answer.kind === 'busy';
}
