import { setTimeout as realPause } from 'node:timers/promises';
import type { Busy, PartnerCenter } from '../ports/partner-center.ts';

/** The reads of Partner Center that a sync needs. */
export type PartnerCenterReading = Pick<
  PartnerCenter,
  'customerPage' | 'resellers' | 'agreements' | 'directAcceptance'
>;

/** Waits `ms`, or less once the signal is aborted; never rejects. */
export type Pause = (ms: number, signal?: AbortSignal) => Promise<void>;

/** How long a pause is at least, for a service may ask for one of no length. */
const LEAST_PAUSE_MS = 1_000;

/**
 * Makes the reads patient, for work that no person waits for: when Partner Center asks for a pause, however often, they wait
 * and ask again. They answer `busy` only when stopped.
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
  // Only an abort ends it early.
  await realPause(ms, undefined, { signal }).catch(() => undefined);
}

function isBusy(answer: { kind: string }): answer is Busy {
  return answer.kind === 'busy';
}
