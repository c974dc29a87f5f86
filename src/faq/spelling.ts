import type { QuestionLanguage } from './concepts.ts';
import { boundedEditDistance } from './edit-distance.ts';
import { phoneticKey } from './phonetic.ts';

/** Most unknown words looked up in one text; the rest of a longer one stay as they are. */
const MOST_LOOKUPS = 60;
const TWO_MISTAKES_FROM = 7;
const SHORTEST_CORRECTED = 4;

/** Short forms and hurried spellings by language, with what they stand for. */
export type Shorthand = Partial<Record<QuestionLanguage, Record<string, string>>>;

/** Known words by how often they occur, commonest first, and the short forms people type instead of words. */
export interface SpellingData {
  words: [word: string, count: number][];
  shorthand: Shorthand;
}

export interface Spelling {
  /** True when the word was met at most once in training. */
  isRare(word: string): boolean;
  /** The same words with shorthand written out and mistakes put right where one known word is close. */
  correct(tokens: readonly string[], language: QuestionLanguage | undefined): string[];
}

interface KnownWord {
  word: string;
  count: number;
  letters: number;
}

/** Spelling against a fixed vocabulary: shorthand, lost apostrophes, sound, then edit distance. */
export function createSpelling({ words, shorthand }: SpellingData): Spelling {
  const known = new Map(words);
  const byLength = new Map<number, KnownWord[]>();
  const bySound = new Map<string, KnownWord>();
  for (const [word, count] of words) {
    if (word.length < 3 || /\d/.test(word)) continue;
    const entry = { word, count, letters: letterSet(word) };
    const sameLength = byLength.get(word.length);
    if (sameLength) sameLength.push(entry);
    else byLength.set(word.length, [entry]);
    const sound = phoneticKey(word);
    const rival = bySound.get(sound);
    if (sound.length >= 3 && (!rival || rival.count < count)) bySound.set(sound, entry);
  }

  const withoutApostrophe = (word: string): string[] | undefined => {
    const match = /^(l|d|j|m|n|s|c|qu)([a-z]{3,})$/.exec(word);
    return match && known.has(match[2]!) ? [match[1]!, match[2]!] : undefined;
  };

  const nearest = (word: string): string | undefined => {
    const limit = word.length >= TWO_MISTAKES_FROM ? 2 : 1;
    const letters = letterSet(word);
    let best: KnownWord | undefined;
    let bestCost = Infinity;
    for (let length = word.length - limit; length <= word.length + limit; length++) {
      for (const candidate of byLength.get(length) ?? []) {
        if (bitCount(candidate.letters ^ letters) > 2 * limit) continue;
        const distance = boundedEditDistance(word, candidate.word, limit);
        if (distance > limit) continue;
        const firstDiffers = candidate.word.charCodeAt(0) === word.charCodeAt(0) ? 0 : 0.8;
        const cost = distance + firstDiffers - Math.log10(1 + candidate.count) * 0.15;
        if (distance + firstDiffers <= limit + 0.5 && cost < bestCost) {
          best = candidate;
          bestCost = cost;
        }
      }
    }
    return best?.word;
  };

  const correctOne = (word: string, language: QuestionLanguage | undefined): string[] => {
    if (language === 'fr' || language === undefined) {
      const apart = withoutApostrophe(word);
      if (apart) return apart;
      const sounding = bySound.get(phoneticKey(word));
      if (sounding && Math.abs(sounding.word.length - word.length) <= 3) return [sounding.word];
    }
    if (language === 'de') {
      const folded = word.replace(/([aou])e/g, '$1');
      if (known.has(folded)) return [folded];
    }
    return [word.length < SHORTEST_CORRECTED ? word : (nearest(word) ?? word)];
  };

  const correct = (tokens: readonly string[], language: QuestionLanguage | undefined): string[] => {
    const short = { ...(language === undefined ? shorthand.en : {}), ...shorthand[language ?? 'fr'] };
    let lookups = 0;
    return tokens.flatMap((token) => {
      const written = short[token];
      if (written !== undefined) return written.split(' ');
      if (token.length < 3 || known.has(token) || /\d/.test(token) || ++lookups > MOST_LOOKUPS)
        return [token];
      return correctOne(token, language);
    });
  };

  return { isRare: (word) => (known.get(word) ?? 0) <= 1, correct };
}

function letterSet(word: string): number {
  let set = 0;
  for (let index = 0; index < word.length; index++) set |= 1 << (word.charCodeAt(index) - 97);
  return set;
}

function bitCount(bits: number): number {
  let rest = bits;
  let count = 0;
  for (; rest !== 0; count++) rest &= rest - 1;
  return count;
}
