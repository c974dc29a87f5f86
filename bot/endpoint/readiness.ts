import { REAL_TIME, type Time } from '../../src/monotonic-time.ts';

/** Whether the bot can work, and if not, what keeps it from working. */
export type Readiness =
  | { kind: 'ready' }
  | { kind: 'not-ready'; because: 'starting' | 'stopping' | 'queue' | 'database' | 'proxy' };

/** How long an answer is used again: a balancer minds no second's delay, but the database minds thousands of probes. */
const GOOD_FOR_MS = 1_000;
/** How long a check may take: without an answer by then the bot is not ready. */
const ANSWER_WITHIN_MS = 2_000;

/**
 * Asks whether work can be done, once for all who ask at the same time or within a second of the answer: any caller may ask,
 * and the question goes over the connections that people's work needs.
 */
export function createReadiness(
  check: () => Promise<boolean>,
  time: Time = REAL_TIME,
): () => Promise<boolean> {
  let answer: Promise<boolean> | undefined;
  let goodUntil = Infinity;

  async function ask(): Promise<boolean> {
    let cancel = () => undefined as void;
    const late = new Promise<boolean>((resolve) => {
      cancel = time.after(ANSWER_WITHIN_MS, () => resolve(false));
    });
    try {
      return await Promise.race([check(), late]);
    } finally {
      cancel();
      goodUntil = time.now() + GOOD_FOR_MS;
    }
  }

  return () => {
    if (answer && time.now() < goodUntil) return answer;
    goodUntil = Infinity;
    answer = ask();
    return answer;
  };
}
