import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { conversationIdOf, type IncomingActivity } from '../teams/activity.ts';

/** A message that was answered. */
export interface AnsweredMessage {
  /** A hash that tells its words from others; the words are kept nowhere. */
  words: string;
  /** Whether it was taken for a question; else it was a command, or rows. */
  wasQuestion: boolean;
  /** The message that answers it, while nothing was pressed there. */
  answerId: string | undefined;
}

/**
 * The messages answered lately, for the moment when a person changes one. What is forgotten, or was answered by another
 * process, is answered in a new message.
 */
export interface AnsweredMessages {
  note(activity: IncomingActivity, answered: Omit<AnsweredMessage, 'words'>): void;
  find(activity: IncomingActivity): AnsweredMessage | undefined;
  /** A card was pressed: what stands there now is no longer that answer. */
  pressed(conversationId: string, messageId: string): void;
}

/** How many messages are remembered: few people edit older ones. */
const KEPT = 10_000;

export function createAnsweredMessages(): AnsweredMessages {
  const answered = new LRUCache<string, AnsweredMessage>({ max: KEPT });
  const byAnswer = new LRUCache<string, AnsweredMessage>({ max: KEPT });
  const keyOf = (activity: IncomingActivity) => `${conversationIdOf(activity)} ${activity.id}`;
  return {
    note(activity, answer) {
      if (activity.id === undefined) return;
      const { answerId } = answer;
      const one = { words: wordsOf(activity), ...answer };
      answered.set(keyOf(activity), one);
      if (answerId !== undefined) byAnswer.set(`${conversationIdOf(activity)} ${answerId}`, one);
    },
    find: (activity) => answered.get(keyOf(activity)),
    pressed(conversationId, messageId) {
      const one = byAnswer.get(`${conversationId} ${messageId}`);
      if (one) one.answerId = undefined;
    },
  };
}

/** Returns a hash of a message's words. */
export const wordsOf = ({ text }: Pick<IncomingActivity, 'text'>): string =>
  createHash('sha256').update(text).digest('base64');
