import type { Conversation } from '../../domain/conversations/conversation.ts';
import type { Person } from '../../domain/customers/customer.ts';
import type { ChatOpened, ChatOpener } from '../ports/messenger.ts';
import type { ConversationStore } from '../ports/conversation-store.ts';

interface Needs {
  database: { conversations: Pick<ConversationStore, 'personal' | 'someOf' | 'remember' | 'find'> };
  messenger: ChatOpener;
}

export type PersonalChat = ChatOpened | { kind: 'no-way' };

/**
 * Returns a person's own chat: the known one, else one opened now and kept like any other. A chat that refused the bot is
 * not tried again until an event shows it back. `no-way`: the bot has no conversation in that tenant, and so no address to
 * ask at. Several processes may ask at once.
 */
export async function openPersonalChat(
  { database, messenger }: Needs,
  person: Pick<Person, 'id'>,
  tenantId: string,
): Promise<PersonalChat> {
  const { conversations } = database;
  const known = await conversations.personal(person.id, tenantId);
  if (known) return asKnown(known);
  const via = await conversations.someOf(tenantId);
  if (!via) return { kind: 'no-way' };
  const opened = await messenger.openChat(person, via);
  if (opened.kind !== 'opened') return opened;
  return { kind: 'opened', conversation: await conversations.remember(opened.conversation) };
}

function asKnown(conversation: Conversation): ChatOpened {
  const { reachability } = conversation;
  return reachability.reachable
    ? { kind: 'opened', conversation }
    : { kind: 'unreachable', reason: reachability.reason };
}
