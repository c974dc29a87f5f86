import type { Person } from '../../domain/customers/customer.ts';
import { LONGEST_ANSWER, type Question } from '../../domain/asking/question.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/stores.ts';

export type AnswerProblem = 'missing' | 'too-long';

export type AnswerRecorded =
  | { kind: 'recorded' | 'already-answered'; question: Question }
  | { kind: 'invalid'; problem: AnswerProblem; question: Question }
  /** No such question was passed to this conversation. */
  | { kind: 'gone' };

/**
 * Keeps an expert's answer to a question and promises its delivery, in one transaction. Only an answer from the conversation
 * the question was passed to counts, and only the first; an expert who presses later sees that one.
 */
export async function recordAnswer(
  { database, clock }: { database: Database; clock: Clock },
  pressed: {
    questionId: string;
    conversationId: string;
    /** The message that was answered in, where known. */
    activityId: string | null;
    by: Person;
    text: string;
  },
): Promise<AnswerRecorded> {
  const { questionId, conversationId, activityId, by } = pressed;
  const question = await database.questions.find(questionId);
  if (!question || question.expert?.conversationId !== conversationId) return { kind: 'gone' };
  if (question.answer) return { kind: 'already-answered', question };
  const text = pressed.text.trim();
  if (text === '') return { kind: 'invalid', problem: 'missing', question };
  if (text.length > LONGEST_ANSWER) return { kind: 'invalid', problem: 'too-long', question };

  const isFirst = await database.transaction(async (stores) => {
    const answer = { text, by, activityId, at: clock.now() };
    if (!(await stores.questions.answer(questionId, answer))) return false;
    await stores.jobs.send('pass-answer', { questionId }, { onceKey: questionId });
    return true;
  });
  const answered = await database.questions.find(questionId);
  if (!answered) return { kind: 'gone' };
  return { kind: isFirst ? 'recorded' : 'already-answered', question: answered };
}
