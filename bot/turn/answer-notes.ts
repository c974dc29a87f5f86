import type { Logger } from '../../src/logger.ts';
import type { Clock } from '../../src/use-cases/ports/clock.ts';
import type { AnswerNote } from '../../src/use-cases/ports/faq-store.ts';
import type { Database } from '../../src/use-cases/ports/stores.ts';
import { createGatherer, type Gatherer } from './gather.ts';

/** Notes which answer a message holds, for the thumbs under it. */
export type AnswerNotes = Gatherer<AnswerNote>;

/** How long after an answer a thumb is pressed at the soonest. */
const GATHERED_MS = 1_000;
/** How old a message may be for a thumb on it to count. */
const THUMBS_COUNT_MS = 90 * 24 * 60 * 60_000;

export function createAnswerNotes(needs: { database: Database; clock: Clock; log: Logger }): AnswerNotes {
  const { database, clock, log } = needs;
  return createGatherer(async (notes) => {
    const forgetBefore = new Date(clock.now().getTime() - THUMBS_COUNT_MS);
    await database.faq
      .noteAnswers(notes, forgetBefore)
      .catch((error: unknown) => log.warn({ err: error }, 'Thumbs on these answers will not be counted'));
  }, GATHERED_MS);
}
