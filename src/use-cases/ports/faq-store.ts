/** Votes on one answer, with what people wrote beside them, latest first. */
export interface VoteCount {
  entryId: string;
  helpful: number;
  notHelpful: number;
  comments: string[];
}

/** How often a question was asked in these very words and found no answer. */
export interface MissCount {
  question: string;
  language: string;
  outcome: 'none' | 'suggestions';
  times: number;
}

/** The answer of the FAQ that a message holds. */
export interface AnswerNote {
  conversationId: string;
  activityId: string;
  entryId: string;
  language: string;
  at: Date;
}

export interface FaqStore {
  saveVote(vote: {
    entryId: string;
    helpful: boolean;
    language: string;
    comment?: string | undefined;
    at: Date;
  }): Promise<void>;
  saveMiss(miss: {
    question: string;
    outcome: 'none' | 'suggestions';
    language: string;
    at: Date;
  }): Promise<void>;
  votesSince(since: Date): Promise<VoteCount[]>;
  missesSince(since: Date): Promise<MissCount[]>;
  /** Removes older votes and misses; returns how many. */
  forget(before: Date): Promise<number>;
  /** Notes which answers messages hold, the last one of each counts; forgets what was noted before `forgetBefore`. */
  noteAnswers(answers: readonly AnswerNote[], forgetBefore: Date): Promise<void>;
  /** The answer that a message holds; without an id, the latest one of the conversation. */
  answerIn(
    conversationId: string,
    activityId: string | undefined,
  ): Promise<{ entryId: string; language: string } | undefined>;
}
