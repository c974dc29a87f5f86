import type { Conversation } from '../../domain/conversations/conversation.ts';
import type { Lease } from '../../domain/confirming/lease.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConversationStore } from '../ports/conversation-store.ts';
import type { Edited, Messenger, Notice, Posted } from '../ports/messenger.ts';

interface MarkNeeds {
  database: { conversations: Pick<ConversationStore, 'markReachability'> };
  clock: Clock;
}

type PostNeeds = MarkNeeds & { messenger: Pick<Messenger, 'post'> };
type EditNeeds = MarkNeeds & { messenger: Pick<Messenger, 'edit'> };

/** Posts as `Messenger.post` does, and marks a conversation that refuses the bot, so that the bot is silent there. */
export async function postIn(
  needs: PostNeeds,
  conversation: Conversation,
  notice: Notice,
  { replyTo, lease }: { replyTo?: string | undefined; lease?: Lease } = {},
): Promise<Posted> {
  return marked(needs, conversation, await needs.messenger.post(conversation, notice, replyTo, lease));
}

/** Edits as `Messenger.edit` does, and marks a conversation that refuses the bot. */
export async function editIn(
  needs: EditNeeds,
  conversation: Conversation,
  activityId: string,
  notice: Notice,
): Promise<Edited> {
  return marked(needs, conversation, await needs.messenger.edit(conversation, activityId, notice));
}

/** Edits a message. Where there is none, or it is gone, posts the notice anew, as a reply to `replyTo` if given. */
export async function editOrPostIn(
  needs: PostNeeds & EditNeeds,
  conversation: Conversation,
  activityId: string | null,
  notice: Notice,
  { replyTo }: { replyTo?: string | undefined } = {},
): Promise<Posted | Exclude<Edited, { kind: 'gone' }>> {
  const edited =
    activityId === null ? ({ kind: 'gone' } as const) : await editIn(needs, conversation, activityId, notice);
  return edited.kind === 'gone' ? postIn(needs, conversation, notice, { replyTo }) : edited;
}

async function marked<Result extends Posted | Edited>(
  { database, clock }: MarkNeeds,
  { id }: Conversation,
  result: Result,
): Promise<Result> {
  if (result.kind === 'unreachable') {
    const { reason } = result;
    await database.conversations.markReachability(id, { reachable: false, reason, since: clock.now() });
  }
  return result;
}
