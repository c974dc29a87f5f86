import { analyse } from './analyse.ts';
import type { Analysis, AnalysisTools } from './analyse.ts';
import { entryChances, insideChance } from './entry-chances.ts';
import type { EntryChances } from './entry-chances.ts';
import type { DecisionLimits, Scorers } from './model.ts';
import { sentencesOf } from './sentences.ts';

const MOST_SENTENCES = 12;

/**
 * Chances of the entries for a text of any length: of several sentences the one that says most clearly what is
 * asked counts as much as the whole.
 */
export function scoreText(
  text: string,
  whole: Analysis,
  tools: AnalysisTools,
  scorers: Scorers,
  limits: DecisionLimits,
): EntryChances {
  const overall = entryChances(whole, scorers, limits);
  const sentences = sentencesOf(text.slice(0, 4000));
  if (sentences.length < 2) return overall;
  const chosen = sentences.slice(-MOST_SENTENCES).map((sentence) => {
    const chances = entryChances(analyse(sentence, whole.language, tools), scorers, limits);
    return { chances, weight: Math.max(...chances.values()) + (sentence.trim().endsWith('?') ? 0.15 : 0) };
  });
  const best = chosen.reduce((a, b) => (b.weight > a.weight ? b : a));
  const mixed: EntryChances = new Map();
  for (const [id, chance] of overall) mixed.set(id, (chance + (best.chances.get(id) ?? 0)) / 2);
  return insideChance(mixed) > 0 ? mixed : overall;
}
