import { analyse } from '../../faq/analyse.ts';
import { conceptFeatures, wordFeatures } from '../../faq/features.ts';
import type { FeatureVector } from '../../faq/feature-bag.ts';
import type { Understanding } from '../../faq/model.ts';
import { variantsOf } from './augment.ts';
import type { Example } from './example.ts';
import type { LabelledVector } from './softmax-regression.ts';
import { seededRandom } from './softmax-regression.ts';

/** An example as vectors: the first of each list is the example as it stands, the others its variants. */
export interface PreparedExample {
  example: Example;
  label: number;
  words: LabelledVector[];
  concepts: LabelledVector[];
}

/** A feature must occur in this many examples to be learnt from; keeps the stored model small. */
const FEWEST_WITH_WORDS = 3;
const FEWEST_WITH_CONCEPTS = 2;

/** Weight of languages that only have examples outside the FAQ, lest the language itself should count as outside. */
const OUTSIDE_ONLY = 0.3;

/** Analyses every example and its variants; features of too few examples are left out. */
export function prepareExamples(
  examples: readonly Example[],
  classes: readonly string[],
  understanding: Understanding,
): PreparedExample[] {
  const random = seededRandom(11);
  const prepared = examples.map((example): PreparedExample => {
    const label = classes.indexOf(example.label);
    const hasEntries = example.language === 'en' || example.language === 'fr';
    const words: LabelledVector[] = [];
    const concepts: LabelledVector[] = [];
    for (const { text, weight: share } of variantsOf(example, random)) {
      const weight = share * example.weight;
      const analysis = analyse(text, example.language, understanding);
      words.push({ features: wordFeatures(analysis.tokens), label, weight });
      concepts.push({
        features: conceptFeatures(analysis),
        label,
        weight: hasEntries ? weight : weight * OUTSIDE_ONLY,
      });
    }
    return { example, label, words, concepts };
  });
  dropRare(
    prepared.map(({ words }) => words),
    FEWEST_WITH_WORDS,
  );
  dropRare(
    prepared.map(({ concepts }) => concepts),
    FEWEST_WITH_CONCEPTS,
  );
  return prepared;
}

function dropRare(groups: readonly LabelledVector[][], fewest: number): void {
  const counts = new Map<number, number>();
  for (const [original] of groups) {
    for (const slot of original!.features.slots) counts.set(slot, (counts.get(slot) ?? 0) + 1);
  }
  for (const vectors of groups) {
    for (const vector of vectors) {
      vector.features = withSlots(vector.features, (slot) => (counts.get(slot) ?? 0) >= fewest);
    }
  }
}

function withSlots({ slots, values }: FeatureVector, keeps: (slot: number) => boolean): FeatureVector {
  const kept: FeatureVector = { slots: [], values: [] };
  slots.forEach((slot, index) => {
    if (!keeps(slot)) return;
    kept.slots.push(slot);
    kept.values.push(values[index]!);
  });
  return kept;
}
