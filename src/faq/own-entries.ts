import { analyse } from './analyse.ts';
import type { Analysis, AnalysisTools } from './analyse.ts';
import type { EntryChances } from './entry-chances.ts';
import type { FaqModel } from './model.ts';
import { stem } from './stem.ts';

/** An entry a partner has added, with the ways it may be asked for in any language. */
export interface OwnEntry {
  id: string;
  phrasings: string[];
}

export interface OwnEntryMatcher {
  /** The chances with the own entries among them. */
  addTo(chances: EntryChances, question: Analysis): EntryChances;
}

type Weights = Map<string, number>;

/** Likeness (0 to 1) at which an own entry is as likely right as not, and how fast that changes. */
const EVEN_LIKENESS = 0.5;
const STEEPNESS = 12;

/**
 * Finds own entries by their nearest phrasing: the cosine of rare stems, letters and concepts, turned into a
 * chance. What such an entry gains the trained entries lose.
 */
export function createOwnEntryMatcher(
  entries: readonly OwnEntry[],
  tools: AnalysisTools,
  model: Pick<FaqModel, 'vocabulary'>,
): OwnEntryMatcher {
  if (entries.length === 0) return { addTo: (chances) => chances };
  const rarity = rarityOf(model.vocabulary);
  const known = entries.flatMap(({ id, phrasings }) =>
    phrasings.map((phrasing) => ({ id, weights: weightsOf(analyse(phrasing, undefined, tools), rarity) })),
  );

  const addTo = (chances: EntryChances, question: Analysis): EntryChances => {
    const asked = weightsOf(question, rarity);
    const best = new Map<string, number>();
    for (const { id, weights } of known) {
      best.set(id, Math.max(best.get(id) ?? 0, cosine(asked, weights)));
    }
    const own = [...best].map(([id, likeness]) => [id, chanceOf(likeness)] as const);
    const taken = Math.max(0, ...own.map(([, chance]) => chance));
    const together: EntryChances = new Map([...chances].map(([id, chance]) => [id, chance * (1 - taken)]));
    const total = own.reduce((sum, [, chance]) => sum + chance, 0);
    for (const [id, chance] of own) together.set(id, total > 1 ? chance / total : chance);
    return together;
  };
  return { addTo };
}

function chanceOf(likeness: number): number {
  return 1 / (1 + Math.exp(-STEEPNESS * (likeness - EVEN_LIKENESS)));
}

function rarityOf(vocabulary: FaqModel['vocabulary']): Weights {
  const counts = new Map<string, number>();
  for (const [word, count] of Object.values(vocabulary).flat())
    counts.set(stem(word), (counts.get(stem(word)) ?? 0) + count);
  const most = Math.max(1, ...counts.values());
  return new Map([...counts].map(([word, count]) => [word, Math.log(1 + most / count)]));
}

function weightsOf(analysis: Analysis, rarity: Weights): Weights {
  const rarest = Math.max(1, ...rarity.values());
  const weights: Weights = new Map();
  for (const word of analysis.tokens.map(stem)) weights.set(word, rarity.get(word) ?? rarest);
  return weights;
}

function cosine(a: Weights, b: Weights): number {
  let shared = 0;
  for (const [word, weight] of a) shared += weight * (b.get(word) ?? 0);
  return shared === 0 ? 0 : shared / Math.sqrt(squares(a) * squares(b));
}

function squares(weights: Weights): number {
  let sum = 0;
  for (const weight of weights.values()) sum += weight * weight;
  return sum;
}
