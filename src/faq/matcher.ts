import { analyse } from './analyse.ts';
import type { QuestionLanguage } from './concepts.ts';
import { decide } from './decide.ts';
import type { Outcome, ScoredEntry } from './decide.ts';
import type { EntryChances } from './entry-chances.ts';
import { guessLanguage } from './language.ts';
import { createUnderstanding, unpackScorers } from './model.ts';
import type { FaqModel } from './model.ts';
import { createOwnEntryMatcher } from './own-entries.ts';
import type { OwnEntry } from './own-entries.ts';
import { readTalk } from './small-talk.ts';
import type { SmallTalk } from './small-talk.ts';
import { scoreText } from './score-text.ts';

export type FaqLanguage = 'en' | 'fr';

/** The part of an entry's chance that remains when a message is only small talk. */
const CHANCE_IN_SMALL_TALK = 0.05;

/** What the FAQ has for a question. */
export type FaqMatch = {
  /** The language to answer in: the question's own where it is clear, else the hint, else English. */
  lang: FaqLanguage;
  /** True when the question is plainly written in `lang`. */
  langIsClear: boolean;
  outcome: Outcome;
  /** Up to five, best first, whatever the outcome; scores are probabilities. */
  entries: ScoredEntry[];
  /** Set when the message is a greeting, thanks and the like and nothing more; the outcome is then `none`. */
  smallTalk?: SmallTalk;
};

export interface FaqMatcher {
  match(question: string, hint?: FaqLanguage): FaqMatch;
}

/**
 * A matcher over a trained model. `own` adds entries without trained weights, found by their nearest phrasing.
 */
export function createMatcher(model: FaqModel, own: readonly OwnEntry[] = []): FaqMatcher {
  const understanding = createUnderstanding(model);
  const scorers = unpackScorers(model);
  const ownMatcher = createOwnEntryMatcher(own, understanding, model);

  const match = (question: string, hint?: FaqLanguage): FaqMatch => {
    const language = guessLanguage(scorers.language, question);
    const { lang, langIsClear } = answerLanguage(language, hint);
    const whole = analyse(question, language, understanding);
    if (whole.tokens.length === 0) return { lang, langIsClear: false, outcome: 'none', entries: [] };
    const { smallTalk, isOnlyTalk } = readTalk(whole);
    const asked = ownMatcher.addTo(scoreText(question, whole, understanding, scorers, model.limits), whole);
    const decision = decide(isOnlyTalk ? scaled(asked, CHANCE_IN_SMALL_TALK) : asked, model.limits);
    if (smallTalk && decision.outcome !== 'answer') {
      return { lang, langIsClear, outcome: 'none', entries: decision.entries, smallTalk };
    }
    return { lang, langIsClear, ...decision };
  };
  return { match };
}

function scaled(chances: EntryChances, factor: number): EntryChances {
  return new Map([...chances].map(([id, chance]) => [id, chance * factor]));
}

function answerLanguage(language: QuestionLanguage | undefined, hint: FaqLanguage | undefined) {
  if (language === 'en' || language === 'fr') return { lang: language, langIsClear: true };
  return { lang: hint ?? ('en' as const), langIsClear: false };
}
