import type { Generated } from 'kysely';
import type { Language } from '../../domain/language.ts';
import type { QuestionState } from '../../domain/asking/question.ts';

export interface FaqFeedbackTable {
  id: Generated<number>;
  entry_id: string;
  helpful: boolean;
  language: string;
  /** What a person wrote beside the vote, encrypted. */
  sealed_comment: Buffer | null;
  at: Date;
}

export interface FaqMissTable {
  id: Generated<number>;
  /** Encrypted. */
  sealed_question: Buffer;
  outcome: 'none' | 'suggestions';
  language: string;
  at: Date;
}

export interface FaqQuestionTable {
  id: string;
  /** Encrypted, as the answer is. */
  sealed_question: Buffer;
  language: Language;
  conversation_id: string;
  thread_id: string | null;
  state: Generated<QuestionState>;
  /** Null while the question is only offered. */
  asker_id: string | null;
  asker_name: string | null;
  expert_conversation_id: string | null;
  expert_activity_id: string | null;
  sealed_answer: Buffer | null;
  answered_by_id: string | null;
  answered_by_name: string | null;
  touched_at: Date;
}

/** Which answer a message held. */
export interface FaqAnswerTable {
  conversation_id: string;
  activity_id: string;
  entry_id: string;
  language: string;
  at: Date;
}
