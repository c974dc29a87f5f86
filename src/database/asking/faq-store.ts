import { sql, type Kysely } from 'kysely';
import type { AnswerNote, FaqStore, MissCount } from '../../use-cases/ports/faq-store.ts';
import type { Cipher } from '../encryption/cipher.ts';
import { storableText } from '../core/storable-text.ts';
import { commentContext, missContext } from '../encryption/text-contexts.ts';
import type { Tables } from '../core/tables.ts';

/** How many questions are decrypted at once. */
const PAGE = 1_000;

/** Votes on answers, and questions without an answer, both without people's names. */
export function createFaqStore(kysely: Kysely<Tables>, cipher: Cipher): FaqStore {
  return {
    saveVote: async ({ entryId, helpful, language, comment, at }) => {
      await kysely
        .insertInto('faq_feedback')
        .values({
          entry_id: entryId,
          helpful,
          language,
          sealed_comment:
            comment === undefined ? null : cipher.encrypt(storableText(comment), commentContext()),
          at,
        })
        .execute();
    },

    saveMiss: async ({ question, outcome, language, at }) => {
      const sealed_question = cipher.encrypt(storableText(question), missContext());
      await kysely.insertInto('faq_misses').values({ sealed_question, outcome, language, at }).execute();
    },

    votesSince: async (since) => {
      const votes = await kysely
        .selectFrom('faq_feedback')
        .select('entry_id as entryId')
        .select(sql<number>`count(*) filter (where helpful)::integer`.as('helpful'))
        .select(sql<number>`count(*) filter (where not helpful)::integer`.as('notHelpful'))
        .select(
          sql<Buffer[]>`coalesce(array_agg(sealed_comment order by at desc)
            filter (where sealed_comment is not null), '{}')`.as('sealed'),
        )
        .where('at', '>=', since)
        .groupBy('entry_id')
        .execute();
      return votes.map(({ sealed, ...vote }) => ({
        ...vote,
        comments: sealed.map((comment) => cipher.decrypt(comment, commentContext())),
      }));
    },

    missesSince: async (since) => {
      const counts = new Map<string, MissCount>();
      for (let after = 0; ;) {
        const rows = await kysely
          .selectFrom('faq_misses')
          .selectAll()
          .where('at', '>=', since)
          .where('id', '>', after)
          .orderBy('id')
          .limit(PAGE)
          .execute();
        for (const { sealed_question, language, outcome } of rows) {
          const question = cipher.decrypt(sealed_question, missContext());
          const key = JSON.stringify([question, language, outcome]);
          const count = counts.get(key) ?? { question, language, outcome, times: 0 };
          counts.set(key, { ...count, times: count.times + 1 });
        }
        const last = rows.at(-1);
        if (!last || rows.length < PAGE) return [...counts.values()];
        after = last.id;
      }
    },

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

/** Keeps the last note of each message, for one SQL statement may write a row only once. */
function lastOfEach(answers: readonly AnswerNote[]): AnswerNote[] {
  return [...new Map(answers.map((each) => [`${each.conversationId} ${each.activityId}`, each])).values()];
}
