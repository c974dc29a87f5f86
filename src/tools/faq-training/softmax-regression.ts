import type { FeatureVector } from '../../faq/feature-bag.ts';

export interface LabelledVector {
  features: FeatureVector;
  /** Index of the right class. */
  label: number;
  /** How much the example counts. */
  weight: number;
}

export interface RegressionSettings {
  classes: number;
  bits: number;
  epochs: number;
  /** Step size of the first update of a weight. */
  rate: number;
  /** Pull of every weight towards zero. */
  decay: number;
}

/**
 * Trains a multinomial logistic regression by stochastic gradient descent with a step size of its own for every
 * weight (AdaGrad). The same examples in the same order give the same weights. Returns the table of
 * `2^bits` rows with one weight for each class.
 */
export function trainSoftmax(
  examples: readonly LabelledVector[],
  settings: RegressionSettings,
): Float32Array {
  const { classes, bits, epochs, rate, decay } = settings;
  const table = new Float32Array((1 << bits) * classes);
  const squares = new Float32Array(table.length);
  const scores = new Float64Array(classes);
  const order = examples.map((_, index) => index);
  const random = seededRandom(7);

  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (const index of order) {
      const { features, label, weight } = examples[index]!;
      const { slots, values } = features;
      scores.fill(0);
      for (let at = 0; at < slots.length; at++) {
        const start = slots[at]! * classes;
        const value = values[at]!;
        for (let column = 0; column < classes; column++) scores[column]! += value * table[start + column]!;
      }
      toErrors(scores, label, weight);
      for (let at = 0; at < slots.length; at++) {
        const start = slots[at]! * classes;
        const value = values[at]!;
        for (let column = 0; column < classes; column++) {
          const place = start + column;
          const gradient = scores[column]! * value + decay * table[place]!;
          const sum = squares[place]! + gradient * gradient;
          squares[place] = sum;
          table[place]! -= (rate * gradient) / (Math.sqrt(sum) + 1e-3);
        }
      }
    }
  }
  return table;
}

/** Turns scores into how far each probability is from what it should be. */
function toErrors(scores: Float64Array, label: number, weight: number): void {
  let highest = -Infinity;
  for (const score of scores) if (score > highest) highest = score;
  let total = 0;
  for (let column = 0; column < scores.length; column++) {
    const power = Math.exp(scores[column]! - highest);
    scores[column] = power;
    total += power;
  }
  for (let column = 0; column < scores.length; column++) {
    scores[column] = weight * (scores[column]! / total - (column === label ? 1 : 0));
  }
}

/** Numbers from 0 to 1 that are the same every time (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffle(order: number[], random: () => number): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
}
