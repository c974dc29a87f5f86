import type { Conversation } from '../src/domain/conversation.ts';
import { rememberConversation } from '../src/use-cases/know-conversation.ts';
import type { Clock } from '../src/use-cases/ports/clock.ts';
import type { Database } from '../src/use-cases/ports/stores.ts';
import type { IncomingActivity } from './activity.ts';
import { createGatherer } from './gather.ts';
import { conversationOf } from './reference.ts';

/** Another process may have changed a conversation: what was read is believed for so long. */
const BELIEVED_MS = 30_000;
const KEPT = 10_000;
/** No turn waits for the database to hear that its conversation can be reached; it is told of many at once. */
const GATHERED_MS = 500;

/** The conversations seen lately, so that most turns need no database to know where they are. */
export interface KnownConversations {
  /**
   * The conversation of an activity as kept, written when anything about it is new. Falls back to what the activity says
   * when the database is away: `isKept` is false then, and it is tried again on the next turn.
   */
  see(activity: IncomingActivity): Promise<{ conversation: Conversation; isKept: boolean }>;
  /** Read it anew next time. */
  forget(conversationId: string): void;
  /** Resolves when all that was seen is written. */
  settle(): Promise<void>;
}

interface Known {
  conversation: Conversation;
  fingerprint: string;
  at: number;
}

export function createKnownConversations(needs: { database: Database; clock: Clock }): KnownConversations {
  const known = new Map<string, Known>();
  /** Whoever writes can be reached, whatever was found out in the meantime. */
  const healing = createGatherer<string>(
    (ids) => needs.database.conversations.heal([...new Set(ids)]).catch(() => undefined),
    GATHERED_MS,
  );
  return {
    async see(activity) {
      const seen = conversationOf(activity);
      const fingerprint = JSON.stringify([
        seen.reference,
        seen.name,
        seen.timeZone,
        seen.tenantId,
        seen.personId,
      ]);
      const now = needs.clock.now().getTime();
      const before = known.get(seen.id);
      if (before?.fingerprint === fingerprint && now - before.at < BELIEVED_MS) {
        healing.add(seen.id);
        return { conversation: before.conversation, isKept: true };
      }
      try {
        await rememberConversation(needs, seen);
        const conversation = (await needs.database.conversations.find(seen.id)) ?? seen;
        known.delete(seen.id);
        known.set(seen.id, { conversation, fingerprint, at: now });
        const oldest = known.keys().next();
        if (known.size > KEPT && !oldest.done) known.delete(oldest.value);
        return { conversation, isKept: true };
      } catch {
        return { conversation: before?.conversation ?? seen, isKept: false };
      }
    },
    forget(conversationId) {
      known.delete(conversationId);
    },
    settle: () => healing.settle(),
  };
}
