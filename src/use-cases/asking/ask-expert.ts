import type { WantedConversation } from '../../domain/conversations/appointment.ts';
import type { Conversation } from '../../domain/conversations/conversation.ts';
import type { Person } from '../../domain/customers/customer.ts';
import { LONGEST_QUESTION, type Question } from '../../domain/asking/question.ts';
import { conversationFor } from '../conversations/appointed-conversation.ts';
import type { Clock, IdSource } from '../ports/clock.ts';
import type { Database } from '../ports/stores.ts';

interface Needs {
  database: Database;
  clock: Clock;
  /** The conversation that answers what the bot cannot. */
  expertConversation: WantedConversation;
}

/**
 * Keeps a question that may be passed on to an expert, without the asker's name. Undefined when there is no expert: none is
 * named, the bot may not speak in that conversation, or the question was asked there.
 */
export async function offerExpert(
  needs: Needs & { ids: IdSource },
  asked: Pick<Question, 'text' | 'language' | 'place'>,
): Promise<{ questionId: string; expert: Conversation } | undefined> {
  const { database, clock, ids } = needs;
  const expert = await expertOf(needs);
  if (!expert || expert.id === asked.place.conversationId) return undefined;
  const at = clock.now();
  const id = ids.next();
  await database.questions.offer({ ...asked, id, text: asked.text.slice(0, LONGEST_QUESTION), at });
  return { questionId: id, expert };
}

/**
 * Passes a question on for the person of its conversation who presses first, noted and promised in one transaction. `gone`:
 * no such question here. `nobody`: there is no expert any more.
 */
export async function askExpert(
  needs: Needs,
  pressed: { questionId: string; conversationId: string; asker: Person },
): Promise<
  { kind: 'passed'; expert: Conversation } | { kind: 'gone' } | { kind: 'nobody'; question: Question }
> {
  const { database, clock } = needs;
  const { questionId, conversationId, asker } = pressed;
  const question = await database.questions.find(questionId);
  if (!question || question.place.conversationId !== conversationId) return { kind: 'gone' };
  const expert = await expertOf(needs);
  if (!expert) return { kind: 'nobody', question };
  await database.transaction(async (stores) => {
    const how = { asker, expertConversationId: expert.id, at: clock.now() };
    if (!(await stores.questions.pass(questionId, how))) return;
    await stores.jobs.send('pass-question', { questionId }, { onceKey: questionId });
  });
  return { kind: 'passed', expert };
}

/** Returns the experts' conversation, if there is one where the bot may speak. */
export async function expertOf({
  database,
  expertConversation,
}: Pick<Needs, 'database' | 'expertConversation'>): Promise<Conversation | undefined> {
  const expert = await conversationFor(database, 'experts', expertConversation);
  return expert?.reachability.reachable ? expert : undefined;
}
