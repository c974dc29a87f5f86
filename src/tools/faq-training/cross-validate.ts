import type { FeatureVector } from '../../faq/feature-bag.ts';
import type { PreparedExample } from './prepare-examples.ts';

const FOLDS = 4;
/** Neighbouring lines of a file are often alike, so they are held out together. */
const LINES_TOGETHER = 6;

/** The weights of both classifiers, not yet stored. */
export interface Tables {
  words: Float32Array;
  concepts: Float32Array;
}

/** Class scores of an example from tables that were trained without it. */
export interface HeldOut {
  text: string;
  language: string;
  label: number;
  words: number[];
  concepts: number[];
}

/** Trains once for each fold and scores what the fold holds out; made-up examples are learnt from, never scored. */
export function heldOutScores(
  prepared: readonly PreparedExample[],
  train: (part: readonly PreparedExample[]) => Tables,
  classes: number,
): HeldOut[] {
  const written = prepared.filter(({ example }) => example.weight === 1);
  const madeUp = prepared.filter(({ example }) => example.weight < 1);
  const foldOf = (index: number) => Math.floor(index / LINES_TOGETHER) % FOLDS;
  return Array.from({ length: FOLDS }, (_, fold) => {
    const kept = written.filter((_example, index) => foldOf(index) !== fold);
    const tables = train([...kept, ...madeUp]);
    return written
      .filter((_example, index) => foldOf(index) === fold)
      .map(({ example, label, words, concepts }) => ({
        text: example.text,
        language: example.language,
        label,
        words: scoresOf(words[0]!.features, tables.words, classes),
        concepts: scoresOf(concepts[0]!.features, tables.concepts, classes),
      }));
  }).flat();
}

function scoresOf({ slots, values }: FeatureVector, table: Float32Array, width: number): number[] {
  const scores = new Array<number>(width).fill(0);
  slots.forEach((slot, index) => {
    for (let column = 0; column < width; column++)
      scores[column]! += values[index]! * table[slot * width + column]!;
  });
  return scores;
}
