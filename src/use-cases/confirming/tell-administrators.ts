import type { Conversation } from '../../domain/conversations/conversation.ts';
import type { EscalationRule } from '../../domain/reminding/escalation.ts';
import { conversationFor } from '../conversations/appointed-conversation.ts';
import { languageOf } from '../reminding/digest.ts';
import type { Clock } from '../ports/clock.ts';
import type { JobPayloads } from '../ports/jobs.ts';
import type { Messenger } from '../ports/messenger.ts';
import type { Database } from '../ports/stores.ts';
import { postIn } from '../conversations/speak.ts';

interface Needs {
  database: Database;
  messenger: Pick<Messenger, 'post'>;
  clock: Clock;
  /** The ids of the bot's administrators. */
  administrators: ReadonlySet<string>;
  escalation: Pick<EscalationRule, 'conversation'>;
}

/**
 * Tells the administrators that filing is paused for a fault of the partner's own account, or goes on: those whose chats are
 * known, else the conversation that is told of customers that wait too long. Each is told once; a message that may have
 * arrived is not repeated. Returns how many conversations there were, or are left.
 */
export async function tellAdministrators(
  needs: Needs,
  payload: JobPayloads['tell-administrators'],
): Promise<number> {
  const { database } = needs;
  if (payload.conversationId !== undefined) return tellOne(needs, payload, payload.conversationId);
  const places = await placesToTell(needs);
  await database.transaction(async ({ jobs }) => {
    for (const { id } of places) await jobs.send('tell-administrators', { ...payload, conversationId: id });
  });
  return places.length;
}

async function placesToTell({ database, administrators, escalation }: Needs): Promise<Conversation[]> {
  const chats = await database.conversations.personalOf([...administrators]);
  if (chats.length > 0) return chats;
  const told = await conversationFor(database, 'escalation', escalation.conversation);
  return told?.reachability.reachable ? [told] : [];
}

async function tellOne(
  needs: Needs,
  payload: JobPayloads['tell-administrators'],
  conversationId: string,
): Promise<number> {
  const { database } = needs;
  const conversation = await database.conversations.find(conversationId);
  if (!conversation?.reachability.reachable) return 0;
  const { what, reason, code } = payload;
  const notice = { kind: 'account', language: languageOf(conversation), what, reason, code } as const;
  const posted = await postIn(needs, conversation, notice);
  if (posted.kind === 'later') {
    await database.jobs.send('tell-administrators', payload, { afterMs: posted.retryAfterMs });
    return 1;
  }
  return 0;
}
