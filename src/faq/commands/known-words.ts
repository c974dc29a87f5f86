import { boundedEditDistance } from '../edit-distance.ts';
import { differingLetters, letterSet } from '../letter-set.ts';

const SHORTEST_MISSPELT = 4;
/** How many mistakes a misspelt word has at most. */
const MISTAKES = 1;

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
  const lettersOf = [...words].map((word) => ({ word, letters: letterSet(word) }));
  const byLength = Map.groupBy(lettersOf, ({ word }) => word.length);
  const isNear = (word: string): boolean => {
    if (word.length < SHORTEST_MISSPELT) return false;
    const letters = letterSet(word);
    return [-1, 0, 1].some((more) =>
      byLength
        .get(word.length + more)
        ?.some(
          (other) =>
            differingLetters(letters, other.letters) <= 2 * MISTAKES &&
            boundedEditDistance(word, other.word, MISTAKES) <= MISTAKES,
        ),
    );
  };
  return {
    acquaintance: (word) => (words.has(word) ? 'known' : isNear(word) ? 'near' : 'unknown'),
  };
}
