import type { Kysely } from 'kysely';
import type { FaqStore } from '../use-cases/ports/stores.ts';
import type { Tables } from './tables.ts';

/** Votes on answers and questions without one, with nobody's name. */
export function createFaqStore(kysely: Kysely<Tables>): FaqStore {
  return {
    saveVote: async ({ entryId, helpful, language, at }) => {
      await kysely.insertInto('faq_feedback').values({ entry_id: entryId, helpful, language, at }).execute();
    },
    saveMiss: async ({ question, outcome, language, at }) => {
      await kysely.insertInto('faq_misses').values({ question, outcome, language, at }).execute();
    },
  };
}
