import { sql, type Kysely } from 'kysely';
import type { AnswerNote, FaqStore } from '../use-cases/ports/faq-store.ts';
import type { Tables } from './tables.ts';

/** Votes on answers and questions without one, with nobody's name. */
export function createFaqStore(kysely: Kysely<Tables>): FaqStore {
  return {
    saveVote: async ({ entryId, helpful, language, comment, at }) => {
      await kysely
        .insertInto('faq_feedback')
        .values({ entry_id: entryId, helpful, language, comment: comment ?? null, at })
        .execute();
    },

    saveMiss: async ({ question, outcome, language, at }) => {
      await kysely.insertInto('faq_misses').values({ question, outcome, language, at }).execute();
    },

    votesSince: (since) =>
      kysely
        .selectFrom('faq_feedback')
        .select('entry_id as entryId')
        .select(sql<number>`count(*) filter (where helpful)::integer`.as('helpful'))
        .select(sql<number>`count(*) filter (where not helpful)::integer`.as('notHelpful'))
        .select(
          sql<
            string[]
          >`coalesce(array_agg(comment order by at desc) filter (where comment is not null), '{}')`.as(
            'comments',
          ),
        )
        .where('at', '>=', since)
        .groupBy('entry_id')
        .execute(),

    missesSince: (since) =>
      kysely
        .selectFrom('faq_misses')
        .select(['question', 'language', 'outcome'])
        .select(sql<number>`count(*)::integer`.as('times'))
        .where('at', '>=', since)
        .groupBy(['question', 'language', 'outcome'])
        .execute(),

    forget: async (before) => {
      const votes = await kysely.deleteFrom('faq_feedback').where('at', '<', before).executeTakeFirst();
      const misses = await kysely.deleteFrom('faq_misses').where('at', '<', before).executeTakeFirst();
      return Number(votes.numDeletedRows + misses.numDeletedRows);
    },

    noteAnswers: async (answers, forgetBefore) => {
      await kysely.deleteFrom('faq_answers').where('at', '<', forgetBefore).execute();
      await kysely
        .insertInto('faq_answers')
        .values(
          lastOfEach(answers).map(({ conversationId, activityId, entryId, language, at }) => ({
            conversation_id: conversationId,
            activity_id: activityId,
            entry_id: entryId,
            language,
            at,
          })),
        )
        .onConflict((conflict) =>
          conflict.columns(['conversation_id', 'activity_id']).doUpdateSet({
            entry_id: sql`excluded.entry_id`,
            language: sql`excluded.language`,
            at: sql`excluded.at`,
          }),
        )
        .execute();
    },

    answerIn: (conversationId, activityId) =>
      kysely
        .selectFrom('faq_answers')
        .select(['entry_id as entryId', 'language'])
        .where('conversation_id', '=', conversationId)
        .$if(activityId !== undefined, (query) => query.where('activity_id', '=', activityId ?? ''))
        .orderBy('at', 'desc')
        .limit(1)
        .executeTakeFirst(),
  };
}

/** One statement may write a row but once. */
function lastOfEach(answers: readonly AnswerNote[]): AnswerNote[] {
  return [...new Map(answers.map((each) => [`${each.conversationId} ${each.activityId}`, each])).values()];
}
