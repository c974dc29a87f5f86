import type { Conversation, ConversationKind } from '../../src/domain/conversations/conversation.ts';

/** A conversation that can be reached and of which nothing else is known. */
export function plainConversation(id: string, kind: ConversationKind = 'channel'): Conversation {
  return {
    id,
    kind,
    tenantId: 'tenant',
    name: null,
    language: null,
    installerLanguage: null,
    timeZone: null,
    reference: {},
    reachability: { reachable: true },
  };
}
