import { boundedEditDistance } from '../edit-distance.ts';
import { fold, tokensOf } from '../tokens.ts';
import type { Example } from './read-corpus.ts';

/** A word this rare, one letter away from one this many times commoner, is taken for a mistake. */
const RARE = 1;
const TIMES_COMMONER = 6;
const SHORTEST_MISTAKE = 5;

/** The words of the examples by how often they occur, commonest first, without what look like spelling mistakes. */
export function vocabularyOf(examples: readonly Example[]): [word: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { text } of examples) {
    for (const token of tokensOf(fold(text))) counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const common = ranked.filter(
    ([word, count]) => count >= TIMES_COMMONER && word.length >= SHORTEST_MISTAKE - 1,
  );
  return ranked.filter(([word, count]) => {
    if (count > RARE || word.length < SHORTEST_MISTAKE) return true;
    return !common.some(([other, times]) => times >= TIMES_COMMONER && isMistakeFor(word, other));
  });
}

/** One letter off, but not merely another form of the same word. */
function isMistakeFor(word: string, other: string): boolean {
  if (boundedEditDistance(word, other, 1) > 1) return false;
  return word[0] === other[0] && !word.startsWith(other) && !other.startsWith(word);
}
