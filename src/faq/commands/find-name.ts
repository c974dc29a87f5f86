import type { LinearModel } from '../linear-model.ts';
import type { KnownWords } from './known-words.ts';
import { nameFeatures } from './name-features.ts';
import type { SpokenWord } from './spoken-words.ts';

const MOST_WORDS = 7;

/** Words of a text from `start` to before `end`, counted in words. */
export interface WordRun {
  start: number;
  end: number;
}

/**
 * Returns the words that are most likely a customer's name: the run with the greatest sum of log odds, or undefined when
 * no run is likelier a name than not. A name never crosses a comma or the end of a sentence.
 */
export function findName(
  words: readonly SpokenWord[],
  model: LinearModel,
  known: KnownWords,
): WordRun | undefined {
  const odds = nameFeatures(words, known).map((features) => {
    const [other, name] = model.score(features);
    return name! - other!;
  });
  let best: WordRun | undefined;
  let most = 0;
  for (let start = 0; start < words.length; start++) {
    let sum = 0;
    for (let end = start + 1; end <= Math.min(words.length, start + MOST_WORDS); end++) {
      if (end - 1 > start && words[end - 1]!.isAfterBreak) break;
      sum += odds[end - 1]!;
      if (sum > most) {
        most = sum;
        best = { start, end };
      }
    }
  }
  return best;
}
