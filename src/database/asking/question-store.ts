import type { Kysely, Selectable } from 'kysely';
import type { Question, QuestionState } from '../../domain/asking/question.ts';
import type { QuestionStore } from '../../use-cases/ports/question-store.ts';
import type { Cipher } from '../encryption/cipher.ts';
import { storableText } from '../core/storable-text.ts';
import { answerContext, questionContext } from '../encryption/text-contexts.ts';
import type { FaqQuestionTable } from './asking-tables.ts';
import type { Tables } from '../core/tables.ts';

const WITHOUT_ANSWER: QuestionState[] = ['passed', 'failed'];

/** Questions on their way to an expert and back. Each step names the states it may follow, so that none happens twice. */
export function createQuestionStore(kysely: Kysely<Tables>, cipher: Cipher): QuestionStore {
  const question = (id: string) => kysely.updateTable('faq_questions').where('id', '=', id);

  return {
    offer: async ({ id, text, language, place, at }) => {
      await kysely
        .insertInto('faq_questions')
        .values({
          id,
          sealed_question: cipher.encrypt(storableText(text), questionContext(id)),
          language,
          conversation_id: place.conversationId,
          thread_id: place.threadId,
          touched_at: at,
        })
        .execute();
    },

    find: async (id) => {
      const row = await kysely
        .selectFrom('faq_questions')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row && questionOf(row, cipher);
    },

    pass: async (id, { asker, expertConversationId, at }) => {
      const passed = await question(id)
        .set({
          state: 'passed',
          asker_id: asker.id,
          asker_name: asker.name,
          expert_conversation_id: expertConversationId,
          expert_activity_id: null,
          touched_at: at,
        })
        .where('state', 'in', ['offered', 'failed'] satisfies QuestionState[])
        .where('sealed_answer', 'is', null)
        .executeTakeFirst();
      return passed.numUpdatedRows > 0n;
    },

    markPosted: async (id, activityId) => {
      await question(id).set({ expert_activity_id: activityId }).execute();
    },

    answer: async (id, { text, by, activityId, at }) => {
      const answered = await question(id)
        .set({
          state: 'answered',
          sealed_answer: cipher.encrypt(storableText(text), answerContext(id)),
          answered_by_id: by.id,
          answered_by_name: by.name,
          ...(activityId && { expert_activity_id: activityId }),
          touched_at: at,
        })
        .where('state', 'in', WITHOUT_ANSWER)
        .where('sealed_answer', 'is', null)
        .executeTakeFirst();
      return answered.numUpdatedRows > 0n;
    },

    markDelivered: async (id, at) => {
      await question(id)
        .set({ state: 'delivered', touched_at: at })
        .where('state', '=', 'answered' satisfies QuestionState)
        .execute();
    },

    markFailed: async (id, at) => {
      await question(id)
        .set({ state: 'failed', touched_at: at })
        .where('state', 'in', ['passed', 'answered'] satisfies QuestionState[])
        .execute();
    },

    forget: async (before) => {
      const forgotten = await kysely
        .deleteFrom('faq_questions')
        .where('touched_at', '<', before)
        .executeTakeFirst();
      return Number(forgotten.numDeletedRows);
    },
  };
}

function questionOf(row: Selectable<FaqQuestionTable>, cipher: Cipher): Question {
  const { asker_id, asker_name, answered_by_id, answered_by_name, expert_conversation_id } = row;
  return {
    id: row.id,
    text: cipher.decrypt(row.sealed_question, questionContext(row.id)),
    language: row.language,
    place: { conversationId: row.conversation_id, threadId: row.thread_id },
    state: row.state,
    asker: asker_id === null ? null : { id: asker_id, name: asker_name ?? '' },
    expert:
      expert_conversation_id === null
        ? null
        : { conversationId: expert_conversation_id, activityId: row.expert_activity_id },
    answer:
      row.sealed_answer === null || answered_by_id === null
        ? null
        : {
            text: cipher.decrypt(row.sealed_answer, answerContext(row.id)),
            by: { id: answered_by_id, name: answered_by_name ?? '' },
          },
  };
}
