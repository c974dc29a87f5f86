import type { Question } from '../../domain/asking/question.ts';
import { languageOf } from '../reminding/digest.ts';
import type { Clock } from '../ports/clock.ts';
import type { JobPayloads } from '../ports/jobs.ts';
import type { Messenger, Posted } from '../ports/messenger.ts';
import type { Database } from '../ports/stores.ts';
import { postIn } from '../conversations/speak.ts';

interface Needs {
  database: Database;
  messenger: Messenger;
  clock: Clock;
}

/** How often a message that may have arrived is sent: a second one is odd, but none leaves the asker waiting. */
const TRIES = 3;
const TRY_AGAIN_MS = 30_000;

/**
 * Sends an expert's answer to where its question was asked, then shows it on the message it was typed in. Called again, it
 * goes on where it stopped.
 */
export async function passAnswer(needs: Needs, payload: JobPayloads['pass-answer']): Promise<void> {
  const question = await needs.database.questions.find(payload.questionId);
  if (!question?.answer) return;
  const settled = question.state === 'answered' ? await deliver(needs, payload, question) : question;
  if (settled) await showAnswered(needs, payload, settled);
}

/** Sends the answer. Returns the question as it is then; undefined when a job tries again later. */
async function deliver(
  needs: Needs,
  payload: JobPayloads['pass-answer'],
  question: Question,
): Promise<Question | undefined> {
  const { database, clock } = needs;
  const posted = await postAnswer(needs, question);
  if (posted.kind === 'posted') {
    await database.questions.markDelivered(question.id, clock.now());
    return { ...question, state: 'delivered' };
  }
  const tries = (payload.tries ?? 0) + (posted.kind === 'unknown' ? 1 : 0);
  if (posted.kind === 'later' || (posted.kind === 'unknown' && tries < TRIES)) {
    await again(needs, { ...payload, tries }, posted.kind === 'later' ? posted.retryAfterMs : TRY_AGAIN_MS);
    return undefined;
  }
  await database.questions.markFailed(question.id, clock.now());
  return { ...question, state: 'failed' };
}

async function postAnswer(needs: Needs, question: Question): Promise<Posted> {
  const { conversationId, threadId } = question.place;
  const asker = await needs.database.conversations.find(conversationId);
  if (!asker?.reachability.reachable) return { kind: 'unreachable', reason: 'unknown' };
  const notice = { kind: 'answer', language: question.language, question } as const;
  return postIn(needs, asker, notice, { replyTo: threadId ?? undefined });
}

/** Shows the answer on the message that all experts see; the one who answered sees it already. */
async function showAnswered(
  needs: Needs,
  payload: JobPayloads['pass-answer'],
  question: Question,
): Promise<void> {
  const { database, messenger } = needs;
  const { expert } = question;
  if (!expert || expert.activityId === null) return;
  const conversation = await database.conversations.find(expert.conversationId);
  if (!conversation?.reachability.reachable) return;
  const askedIn = await database.conversations.find(question.place.conversationId);
  const notice = { kind: 'question', language: languageOf(conversation), question, askedIn } as const;
  const edited = await messenger.edit(conversation, expert.activityId, notice);
  if (edited.kind === 'later') await again(needs, payload, edited.retryAfterMs);
}

async function again(
  { database }: Needs,
  payload: JobPayloads['pass-answer'],
  afterMs: number,
): Promise<void> {
  await database.jobs.send('pass-answer', payload, { afterMs, onceKey: payload.questionId });
}
