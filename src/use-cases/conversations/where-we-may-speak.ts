import type { Conversation } from '../../domain/conversations/conversation.ts';
import type { ConversationStore } from '../ports/conversation-store.ts';

export interface WhereWeMaySpeak {
  /** By kind and name. */
  reachable: Conversation[];
  /** Latest first; `reason` is the channel's code. */
  unreachable: { conversation: Conversation; reason: string; since: Date }[];
}

const PAGE = 1_000;

/** Reads every known conversation, page by page. Ends early, with what was read, when the signal is aborted. */
export async function whereWeMaySpeak(
  { conversations }: { conversations: Pick<ConversationStore, 'page'> },
  signal?: AbortSignal,
): Promise<WhereWeMaySpeak> {
  const found: WhereWeMaySpeak = { reachable: [], unreachable: [] };
  let after: string | null = null;
  for (let isMore = true; isMore && !signal?.aborted;) {
    const page: Conversation[] = await conversations.page(after, PAGE);
    for (const conversation of page) {
      const { reachability } = conversation;
      if (reachability.reachable) found.reachable.push(conversation);
      else found.unreachable.push({ conversation, reason: reachability.reason, since: reachability.since });
    }
    after = page.at(-1)?.id ?? after;
    isMore = page.length === PAGE;
  }
  found.reachable.sort((a, b) => order(a).localeCompare(order(b)));
  found.unreachable.sort((a, b) => b.since.getTime() - a.since.getTime());
  return found;
}

const order = ({ kind, name, id }: Conversation) => `${kind} ${name ?? ''} ${id}`;
