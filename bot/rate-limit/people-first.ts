import { REAL_TIME, type Time } from '../../src/monotonic-time.ts';

/** How long work is put off at most, however many people wait. */
const LONGEST_MS = 1_000;

/** Lets calls that a person waits for go before others. */
export interface PeopleFirst {
  /** Does work that a person waits for. */
  answer<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Resolves when no person waits, or after a second. */
  turn(): Promise<void>;
}

/**
 * Builds it for one process. Twenty people who press together would otherwise share the processor with the filing of what
 * the first of them recorded.
 */
export function createPeopleFirst(time: Time = REAL_TIME): PeopleFirst {
  let inHand = 0;
  const waiting = new Set<() => void>();

  return {
    async answer(work) {
      inHand += 1;
      try {
        return await work();
      } finally {
        inHand -= 1;
        if (inHand === 0) for (const go of waiting) go();
      }
    },
    async turn() {
      if (inHand === 0) return;
      await new Promise<void>((resolve) => {
        const go = () => {
          waiting.delete(go);
          cancel();
          resolve();
        };
        const cancel = time.after(LONGEST_MS, go);
        waiting.add(go);
      });
    },
  };
}
