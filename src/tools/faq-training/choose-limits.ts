import type { DecisionLimits } from '../../faq/model.ts';
import { OUTSIDE } from '../../faq/model.ts';
import { softmax } from '../../faq/probabilities.ts';
import type { HeldOut } from './cross-validate.ts';

/** What an outcome costs; a wrong answer shown is what must hardly ever happen. */
const COST = {
  wrongAnswer: 2.5,
  offeredRightly: 0.4,
  offeredWrongly: 1.5,
  offeredForOutside: 1,
  refused: 1.5,
};
/** Of the questions people ask, this part is thought to be outside the FAQ. */
const OUTSIDE_PART = 0.25;

export interface Ranked {
  isInside: boolean;
  first: number;
  lead: number;
  inside: number;
  /** Place of the right entry, from 1; more than the classes when there is none. */
  place: number;
  weight: number;
}

/** Chooses how scores become probabilities and when an entry is shown, on examples scored by others' weights. */
export function chooseLimits(heldOut: readonly HeldOut[], classes: readonly string[]): DecisionLimits {
  const both = heldOut.filter(({ language }) => language === 'en' || language === 'fr');
  const shares = range(0.3, 0.8, 0.1);
  const temperatures = range(0.6, 2, 0.1);
  const fits = shares.flatMap((wordShare) =>
    temperatures.map((temperature) => ({
      wordShare,
      temperature,
      loss: lossOf(both, wordShare, temperature),
    })),
  );
  const { wordShare, temperature } = fits.reduce((a, b) => (b.loss < a.loss ? b : a));
  const ranked = rankedOf(both, classes, wordShare, temperature);
  let best = { answerFrom: 1, leadFrom: 0, suggestFrom: 1, cost: Infinity };
  for (const answerFrom of range(0.4, 0.95, 0.05)) {
    for (const leadFrom of range(0, 0.4, 0.1)) {
      for (const suggestFrom of range(0.2, 0.8, 0.05)) {
        const cost = costOf(ranked, { answerFrom, leadFrom, suggestFrom });
        if (cost < best.cost) best = { answerFrom, leadFrom, suggestFrom, cost };
      }
    }
  }
  const { answerFrom, leadFrom, suggestFrom } = best;
  return { wordShare, temperature, answerFrom, leadFrom, suggestFrom };
}

/** Class scores of both classifiers put together. */
function mixedScores({ words, concepts }: HeldOut, wordShare: number): number[] {
  return words.map((score, index) => wordShare * score + (1 - wordShare) * concepts[index]!);
}

function lossOf(heldOut: readonly HeldOut[], wordShare: number, temperature: number): number {
  let loss = 0;
  for (const held of heldOut) {
    const chances = softmax(mixedScores(held, wordShare), temperature);
    loss -= Math.log(Math.max(chances[held.label]!, 1e-6));
  }
  return loss;
}

/** Every example with how its entries came out. */
export function rankedOf(
  heldOut: readonly HeldOut[],
  classes: readonly string[],
  wordShare: number,
  temperature: number,
): Ranked[] {
  const isEntry = classes.map((name) => name !== OUTSIDE);
  const outsideCount = heldOut.filter(({ label }) => !isEntry[label]).length;
  const insideCount = heldOut.length - outsideCount;
  return heldOut.map((held) => {
    const chances = softmax(mixedScores(held, wordShare), temperature);
    const entries = chances.map((chance, index) => ({ chance, index })).filter(({ index }) => isEntry[index]);
    entries.sort((a, b) => b.chance - a.chance);
    const isInside = isEntry[held.label]!;
    return {
      isInside,
      first: entries[0]!.chance,
      lead: entries[0]!.chance - entries[1]!.chance,
      inside: entries.reduce((sum, { chance }) => sum + chance, 0),
      place: isInside ? 1 + entries.findIndex(({ index }) => index === held.label) : Infinity,
      weight: isInside ? (1 - OUTSIDE_PART) / insideCount : OUTSIDE_PART / outsideCount,
    };
  });
}

function costOf(
  ranked: readonly Ranked[],
  limits: Pick<DecisionLimits, 'answerFrom' | 'leadFrom' | 'suggestFrom'>,
): number {
  let cost = 0;
  for (const { isInside, first, lead, inside, place, weight } of ranked) {
    if (first >= limits.answerFrom && lead >= limits.leadFrom)
      cost += place === 1 ? 0 : weight * COST.wrongAnswer;
    else if (inside < limits.suggestFrom) cost += isInside ? weight * COST.refused : 0;
    else if (!isInside) cost += weight * COST.offeredForOutside;
    else cost += weight * (place <= 3 ? COST.offeredRightly : COST.offeredWrongly);
  }
  return cost;
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.round((to - from) / step) + 1 }, (_, index) =>
    Number((from + index * step).toFixed(2)),
  );
}
