import type { EntryChances } from './entry-chances.ts';
import { insideChance } from './entry-chances.ts';
import type { DecisionLimits } from './model.ts';

const MOST_ENTRIES = 5;

export type Outcome = 'answer' | 'suggestions' | 'none';

export interface ScoredEntry {
  id: string;
  score: number;
}

export interface Decision {
  outcome: Outcome;
  entries: ScoredEntry[];
}

/** Decides by the chances of the entries: show the first, offer the first few, or say that the bot does not know. */
export function decide(chances: EntryChances, limits: DecisionLimits): Decision {
  const ranked = [...chances].sort((a, b) => b[1] - a[1]);
  const first = ranked[0]?.[1] ?? 0;
  const second = ranked[1]?.[1] ?? 0;
  const entries = ranked
    .slice(0, MOST_ENTRIES)
    .map(([id, score]) => ({ id, score: Math.round(score * 1e4) / 1e4 }));
  if (first >= limits.answerFrom && first - second >= limits.leadFrom) return { outcome: 'answer', entries };
  return { outcome: insideChance(chances) >= limits.suggestFrom ? 'suggestions' : 'none', entries };
}
