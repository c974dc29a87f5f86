import { LANGUAGES } from '../../faq/concepts.ts';
import type { ConceptFinder, QuestionLanguage } from '../../faq/concepts.ts';
import { boundedEditDistance } from '../../faq/edit-distance.ts';
import { withoutApostrophe } from '../../faq/spelling.ts';
import type { Vocabulary } from '../../faq/spelling.ts';
import { fold, tokensOf } from '../../faq/tokens.ts';
import type { Example } from './example.ts';

/** A word is taken for a mistake when one a letter away is this many times commoner; short words must be rarer. */
const TIMES_COMMONER = 8;
const SHORTEST_MISTAKE = 5;
const RARE = 1;
const LONG_FROM = 6;
const RARE_LONG = 6;

/** The words of the examples and concepts of each language, without what look like spelling mistakes. */
export function vocabularyOf(examples: readonly Example[], concepts: ConceptFinder): Vocabulary {
  const vocabulary: Vocabulary = { en: [], fr: [], es: [], de: [] };
  for (const language of LANGUAGES) {
    const words = wordsOf(examples, language);
    const met = new Set(words.map(([word]) => word));
    const added = concepts.words(language).filter((word) => !met.has(word));
    vocabulary[language] = [...words, ...added.map((word): [string, number] => [word, 1])];
  }
  return vocabulary;
}

function wordsOf(examples: readonly Example[], language: QuestionLanguage): [word: string, count: number][] {
  const counts = new Map<string, number>();
  for (const example of examples) {
    if (example.language !== language || example.weight < 1) continue;
    for (const token of tokensOf(fold(example.text))) counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const common = ranked.filter(
    ([word, count]) => count >= TIMES_COMMONER && word.length >= SHORTEST_MISTAKE - 1,
  );
  const commonCounts = new Map(common);
  return ranked.filter(([word, count]) => {
    if (count > (word.length >= LONG_FROM ? RARE_LONG : RARE)) return true;
    if (language === 'fr' && withoutApostrophe(word, commonCounts)) return false;
    if (word.length < SHORTEST_MISTAKE) return true;
    return !common.some(([other, times]) => times >= TIMES_COMMONER * count && isMistakeFor(word, other));
  });
}

/** One letter off, but not merely another form of the same word. */
function isMistakeFor(word: string, other: string): boolean {
  if (boundedEditDistance(word, other, 1) > 1) return false;
  return word[0] === other[0] && !word.startsWith(other) && !other.startsWith(word);
}
