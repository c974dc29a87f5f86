import { boundedEditDistance } from '../edit-distance.ts';

const SHORTEST_MISSPELT = 4;

/** How well a word is known: as it stands, as a misspelling of one, or not at all. */
export type Acquaintance = 'known' | 'near' | 'unknown';

/** Words that texts are made of when they name no customer. */
export interface KnownWords {
  /** Takes a folded word. */
  acquaintance(word: string): Acquaintance;
}

/** Returns what knows a list of folded words separated by blanks. */
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
