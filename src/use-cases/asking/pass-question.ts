import type { Question } from '../../domain/asking/question.ts';
import { languageOf } from '../reminding/digest.ts';
import type { Clock } from '../ports/clock.ts';
import type { JobPayloads } from '../ports/jobs.ts';
import type { Messenger } from '../ports/messenger.ts';
import type { Database } from '../ports/stores.ts';
import { postIn } from '../conversations/speak.ts';

interface Needs {
  database: Database;
  messenger: Messenger;
  clock: Clock;
}

/** How often a message that may have arrived is sent: a second card does no harm, but none leaves the asker waiting. */
const TRIES = 3;
const TRY_AGAIN_MS = 30_000;

/**
 * Posts a question where an expert answers it. Called again it does nothing, unless the process died before the message
 * was noted. When the question cannot be passed on, it tells the asker.
 */
export async function passQuestion(needs: Needs, payload: JobPayloads['pass-question']): Promise<void> {
  const { database } = needs;
  const question = await database.questions.find(payload.questionId);
  if (question?.state !== 'passed' || !question.expert || question.expert.activityId !== null) return;
  const expert = await database.conversations.find(question.expert.conversationId);
  if (!expert?.reachability.reachable) return giveUp(needs, payload, question);

  const askedIn = await database.conversations.find(question.place.conversationId);
  const language = languageOf(expert);
  const posted = await postIn(needs, expert, { kind: 'question', language, question, askedIn });
  switch (posted.kind) {
    case 'posted':
      return database.questions.markPosted(question.id, posted.activityId);
    case 'later':
      return again(needs, payload, posted.retryAfterMs);
    case 'unreachable':
      return giveUp(needs, payload, question);
    case 'unknown': {
      const tries = (payload.tries ?? 0) + 1;
      return tries < TRIES
        ? again(needs, { ...payload, tries }, TRY_AGAIN_MS)
        : giveUp(needs, payload, question);
    }
  }
}

async function giveUp(
  needs: Needs,
  payload: JobPayloads['pass-question'],
  question: Question,
): Promise<void> {
  const { database, messenger, clock } = needs;
  const { conversationId, threadId } = question.place;
  const asker = await database.conversations.find(conversationId);
  if (asker?.reachability.reachable) {
    const notice = { kind: 'question-failed', language: question.language, question } as const;
    const told = await messenger.post(asker, notice, threadId ?? undefined);
    if (told.kind === 'later') return again(needs, payload, told.retryAfterMs);
  }
  await database.questions.markFailed(question.id, clock.now());
}

async function again(
  { database }: Needs,
  payload: JobPayloads['pass-question'],
  afterMs: number,
): Promise<void> {
  await database.jobs.send('pass-question', payload, { afterMs, onceKey: payload.questionId });
}
