import type { Person } from '../customers/customer.ts';
import type { Language } from '../language.ts';

/** How many characters of a question are passed on, and of an answer sent back. */
export const LONGEST_QUESTION = 4_000;
export const LONGEST_ANSWER = 4_000;

/**
 * `offered`: the asker may pass it on; `passed`: an expert is to answer; `answered`: the answer is on its way;
 * `delivered`: it arrived; `failed`: the question could not be passed on, or its answer not be delivered.
 */
export type QuestionState = 'offered' | 'passed' | 'answered' | 'delivered' | 'failed';

/** A question the bot could not answer, on its way to an expert and back. */
export interface Question {
  id: string;
  text: string;
  language: Language;
  /** Where it was asked; the thread where the channel has some. */
  place: { conversationId: string; threadId: string | null };
  state: QuestionState;
  /** The person who passed it on; null while it is only offered. */
  asker: Person | null;
  /** Where it went, and the message there that holds it. */
  expert: { conversationId: string; activityId: string | null } | null;
  answer: { text: string; by: Person } | null;
}
