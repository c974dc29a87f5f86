import { boundedEditDistance } from '../edit-distance.ts';

const SHORTEST_MISSPELT = 4;

/** How well a word is known: as it is, as a misspelling of a known one, or not at all. */
export type Acquaintance = 'known' | 'near' | 'unknown';

/** The words of texts that name no customer. */
export interface KnownWords {
  /** Takes a folded word. */
  acquaintance(word: string): Acquaintance;
}

/** Builds it from folded words separated by blanks. */
export function createKnownWords(list: string): KnownWords {
  const words = new Set(list.split(' '));
  const byLength = Map.groupBy(words, (word) => word.length);
  const isNear = (word: string): boolean => {
    if (word.length < SHORTEST_MISSPELT) return false;
    return [-1, 0, 1].some((more) =>
      (byLength.get(word.length + more) ?? []).some((other) => boundedEditDistance(word, other, 1) <= 1),
    );
  };
  return {
    acquaintance: (word) => (words.has(word) ? 'known' : isNear(word) ? 'near' : 'unknown'),
  };
}
