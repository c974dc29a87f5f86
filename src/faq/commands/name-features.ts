import type { FeatureVector } from '../feature-bag.ts';
import { vectorOf } from '../feature-bag.ts';
import { stem } from '../stem.ts';
import type { KnownWords } from './known-words.ts';
import type { SpokenWord } from './spoken-words.ts';

export const NAME_BITS = 15;

const EDGE = '^';

/** What each word shows of being part of a customer's name: itself, how it is written, and what stands around it. */
export function nameFeatures(words: readonly SpokenWord[], known: KnownWords): FeatureVector[] {
  const stems = words.map(({ folded }) => stem(folded));
  const acquaintances = words.map(({ folded }) => known.acquaintance(folded));
  const isShouted = words.every(({ text }) => text === text.toUpperCase());
  const stemAt = (at: number) =>
    words[Math.max(at, 0)]?.isAfterBreak && at > 0 ? `,${stems[at]!}` : (stems[at] ?? EDGE);
  return words.map((word, at) => {
    const shape = shapeOf(word.text, at === 0 || isShouted);
    const before = word.isAfterBreak ? EDGE : (stems[at - 1] ?? EDGE);
    const [own, left, right] = [
      acquaintances[at]!,
      acquaintances[at - 1] ?? EDGE,
      acquaintances[at + 1] ?? EDGE,
    ];
    const groups = [
      { names: [`w:${own === 'unknown' ? '?' : stems[at]!}`], strength: 1 },
      { names: [`a:${own}`, `s:${shape}`, `as:${own}${shape}`], strength: 1.5 },
      {
        names: [
          `-1:${before}`,
          `+1:${stemAt(at + 1)}`,
          `-2:${stemAt(at - 2)}_${before}`,
          `+2:${stemAt(at + 1)}_${stemAt(at + 2)}`,
        ],
        strength: 1.2,
      },
      {
        names: [
          `al:${own}${left}`,
          `ar:${own}${right}`,
          `la:${before}_${own}`,
          `ra:${own}_${stemAt(at + 1)}`,
          `all:${left}${own}${right}`,
        ],
        strength: 1.2,
      },
      { names: [`n:${Math.min(8, words.length)}${own}`, `at:${Math.min(at, 3)}`], strength: 0.5 },
      { names: ['bias'], strength: 0.5 },
    ];
    return vectorOf(groups, NAME_BITS);
  });
}

function shapeOf(text: string, saysNothing: boolean): string {
  if (/\p{N}/u.test(text)) return 'number';
  if (!/^\p{Lu}/u.test(text)) return 'small';
  return saysNothing ? 'first' : 'capital';
}
