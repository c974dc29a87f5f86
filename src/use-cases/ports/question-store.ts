import type { Person } from '../../domain/customers/customer.ts';
import type { Language } from '../../domain/language.ts';
import type { Question } from '../../domain/asking/question.ts';

/** Questions the bot could not answer, on their way to an expert and back. */
export interface QuestionStore {
  /** Keeps a question that may be passed on, without a name yet. */
  offer(question: {
    id: string;
    text: string;
    language: Language;
    place: Question['place'];
    at: Date;
  }): Promise<void>;
  find(id: string): Promise<Question | undefined>;
  /** `offered`, or `failed` without an answer, becomes `passed`; false when it was passed on before. */
  pass(id: string, how: { asker: Person; expertConversationId: string; at: Date }): Promise<boolean>;
  /** The message that holds the question where it was passed to. */
  markPosted(id: string, activityId: string): Promise<void>;
  /** Keeps the first answer; false when there is one. `activityId`: the message it was typed in, where known. */
  answer(
    id: string,
    answer: { text: string; by: Person; activityId: string | null; at: Date },
  ): Promise<boolean>;
  markDelivered(id: string, at: Date): Promise<void>;
  markFailed(id: string, at: Date): Promise<void>;
  /** Removes questions without a change since `before`; returns how many. */
  forget(before: Date): Promise<number>;
}
