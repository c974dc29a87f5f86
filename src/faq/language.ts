import type { QuestionLanguage } from './concepts.ts';
import type { FeatureVector } from './feature-bag.ts';
import { vectorOf } from './feature-bag.ts';
import type { LinearModel } from './linear-model.ts';
import { softmax } from './probabilities.ts';

export const LANGUAGE_BITS = 13;
const CLEAR_FROM = 0.8;
const MOST_WORDS = 60;
/** Initials and the like belong to no language. */
const SAYS_A_WORD = /\p{L}{3}/u;

/** What tells languages apart: whole words, and the letters words begin, end and go on with. */
export function languageFeatures(text: string): FeatureVector {
  const words =
    text
      .slice(0, 1000)
      .toLowerCase()
      .match(/[\p{L}]+/gu)
      ?.slice(0, MOST_WORDS) ?? [];
  const parts = words.flatMap((word) => {
    const framed = `^${word}$`;
    const grams: string[] = [];
    for (let size = 2; size <= 3; size++) {
      for (let at = 0; at + size <= framed.length; at++) grams.push(framed.slice(at, at + size));
    }
    return grams;
  });
  return vectorOf(
    [
      { names: words.map((word) => `w:${word}`), strength: 2 },
      { names: parts, strength: 2 },
      { names: ['bias'], strength: 1 },
    ],
    LANGUAGE_BITS,
  );
}

/** The language a text is written in, or undefined where it could be several. */
export function guessLanguage(model: LinearModel, text: string): QuestionLanguage | undefined {
  if (!SAYS_A_WORD.test(text)) return undefined;
  const chances = softmax(model.score(languageFeatures(text)), 1);
  const best = chances.indexOf(Math.max(...chances));
  return chances[best]! >= CLEAR_FROM ? (model.classes[best] as QuestionLanguage) : undefined;
}
