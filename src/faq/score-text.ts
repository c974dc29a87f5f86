import { analyse } from './analyse.ts';
import type { Analysis, AnalysisTools } from './analyse.ts';
import { entryChances } from './entry-chances.ts';
import type { EntryChances } from './entry-chances.ts';
import type { DecisionLimits, Scorers } from './model.ts';
import { sentencesOf } from './sentences.ts';
import { shortened } from './tokens.ts';

const MOST_SENTENCES = 16;
/** What a question mark adds to a sentence's claim to be the one that asks. */
const QUESTION_BONUS = 0.3;
/** The more sentences there are, the more the one that asks counts against the whole. */
const WEIGHT_OF_SENTENCE = 0.12;
const MOST_WEIGHT = 0.8;

/**
 * Chances of the entries for a text of any length. A short one counts as a whole; in a story the sentence that
 * says most clearly what is asked counts more and more.
 */
export function scoreText(
  text: string,
  whole: Analysis,
  tools: AnalysisTools,
  scorers: Scorers,
  limits: DecisionLimits,
): EntryChances {
  const overall = entryChances(whole, scorers, limits);
  const sentences = sentencesOf(shortened(text)).slice(-MOST_SENTENCES);
  if (sentences.length < 2) return overall;
  const scored = sentences.map((sentence) => {
    const chances = entryChances(analyse(sentence, whole.language, tools), scorers, limits);
    const isQuestion = /\?["»”\s]*$/.test(sentence);
    return { chances, claim: Math.max(...chances.values()) + (isQuestion ? QUESTION_BONUS : 0) };
  });
  const asking = scored.reduce((best, next) => (next.claim > best.claim ? next : best)).chances;
  const weight = Math.min(MOST_WEIGHT, WEIGHT_OF_SENTENCE * (sentences.length - 1));
  return new Map(
    [...overall].map(([id, chance]) => [id, (1 - weight) * chance + weight * (asking.get(id) ?? 0)]),
  );
}
