import type { Analysis } from './analyse.ts';
import { conceptFeatures, wordFeatures } from './features.ts';
import type { Scorers, DecisionLimits } from './model.ts';
import { OUTSIDE } from './model.ts';
import { softmax } from './probabilities.ts';

/** Probability of each entry by id. The rest up to one is the probability of "outside". */
export type EntryChances = Map<string, number>;

/** Scores of all classes for one analysed text. */
function classScores(analysis: Analysis, scorers: Scorers, wordShare: number): number[] {
  const byConcepts = scorers.concepts.score(conceptFeatures(analysis));
  if (analysis.language === 'es' || analysis.language === 'de') return [...byConcepts];
  const byWords = scorers.words.score(wordFeatures(analysis.tokens));
  return [...byConcepts].map((score, index) => (1 - wordShare) * score + wordShare * byWords[index]!);
}

/** Probabilities of the entries for one analysed text. */
export function entryChances(analysis: Analysis, scorers: Scorers, limits: DecisionLimits): EntryChances {
  const chances = softmax(classScores(analysis, scorers, limits.wordShare), limits.temperature);
  const byEntry: EntryChances = new Map();
  scorers.words.classes.forEach((name, index) => {
    if (name !== OUTSIDE) byEntry.set(name, chances[index]!);
  });
  return byEntry;
}

/** The probability that any entry answers. */
export function insideChance(chances: EntryChances): number {
  let sum = 0;
  for (const chance of chances.values()) sum += chance;
  return sum;
}
