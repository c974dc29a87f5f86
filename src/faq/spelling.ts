import type { QuestionLanguage } from './concepts.ts';
import { boundedEditDistance } from './edit-distance.ts';
import { differingLetters, letterSet } from './letter-set.ts';
import { phoneticKey } from './phonetic.ts';

/** Most unknown words looked up in one text; the rest of a longer one stay as they are. */
const MOST_LOOKUPS = 60;
const TWO_MISTAKES_FROM = 7;
const SHORTEST_CORRECTED = 4;
/** Words of up to five letters have many neighbours, so only words met this often are taken for what was meant. */
const SHORT_WORD = 5;
const COMMON_FROM = 3;
const SAME_LETTERS = 0.4;

/** Short forms and hurried spellings by language, with what they stand for. */
export type Shorthand = Partial<Record<QuestionLanguage, Record<string, string>>>;

/** Known words of each language by how often they occur, commonest first. */
export type Vocabulary = Record<QuestionLanguage, [word: string, count: number][]>;

export interface Spelling {
  /** True when the word was met at most once in texts of the language. */
  isRare(word: string, language: QuestionLanguage | undefined): boolean;
  /** The same words with shorthand written out and mistakes put right where one known word is close. */
  correct(tokens: readonly string[], language: QuestionLanguage | undefined): string[];
}

interface KnownWord {
  word: string;
  count: number;
  letters: number;
}

type Counts = ReadonlyMap<string, number>;

interface Dictionary {
  byLength: Map<number, KnownWord[]>;
  bySound: () => Map<string, KnownWord>;
}

/** Words of these languages stand unchanged in a text, because questions borrow words. */
const UNDERSTOOD: Record<QuestionLanguage, QuestionLanguage[]> = {
  en: ['en', 'fr'],
  fr: ['fr', 'en'],
  es: ['es', 'en'],
  de: ['de', 'en'],
};

/** Spelling against a fixed vocabulary: shorthand, lost apostrophes, sound, then edit distance. */
export function createSpelling(vocabulary: Vocabulary, shorthand: Shorthand): Spelling {
  const counts = mapOf((language) => new Map(vocabulary[language]));
  const dictionaries = mapOf((language) => lazily(() => dictionaryOf(vocabulary[language])));
  const countOf = (word: string, language: QuestionLanguage): number =>
    Math.max(...UNDERSTOOD[language].map((understood) => counts[understood].get(word) ?? 0));

  const correct = (tokens: readonly string[], language: QuestionLanguage = 'fr'): string[] => {
    const short = shorthand[language] ?? {};
    let lookups = 0;
    return tokens.flatMap((token) => {
      const written = short[token];
      if (written !== undefined) return written.split(' ');
      if (token.length < 3 || /\d/.test(token) || countOf(token, language) > 0 || ++lookups > MOST_LOOKUPS)
        return [token];
      return corrected(token, language, counts[language], dictionaries[language]);
    });
  };
  return { isRare: (word, language = 'fr') => countOf(word, language) <= 1, correct };
}

function corrected(
  word: string,
  language: QuestionLanguage,
  counts: Counts,
  dictionary: () => Dictionary,
): string[] {
  if (language === 'fr') {
    const apart = withoutApostrophe(word, counts);
    if (apart) return apart;
    const sounding = dictionary().bySound().get(phoneticKey(word));
    if (sounding && Math.abs(sounding.word.length - word.length) <= 3) return [sounding.word];
  }
  if (language === 'de') {
    const folded = word.replace(/([aou])e/g, '$1');
    if (counts.has(folded)) return [folded];
  }
  return [word.length < SHORTEST_CORRECTED ? word : (nearest(word, dictionary()) ?? word)];
}

/** `lattestation` as `l attestation`. */
export function withoutApostrophe(word: string, counts: Counts): string[] | undefined {
  const match = /^(l|d|j|m|n|s|c|qu)([a-z]{3,})$/.exec(word);
  return match && counts.has(match[2]!) ? [match[1]!, match[2]!] : undefined;
}

function nearest(word: string, { byLength }: Dictionary): string | undefined {
  const limit = word.length >= TWO_MISTAKES_FROM ? 2 : 1;
  const letters = letterSet(word);
  let best: KnownWord | undefined;
  let bestCost = Infinity;
  for (let length = word.length - limit; length <= word.length + limit; length++) {
    for (const candidate of byLength.get(length) ?? []) {
      if (word.length <= SHORT_WORD && candidate.count < COMMON_FROM) continue;
      if (differingLetters(candidate.letters, letters) > 2 * limit) continue;
      const distance = boundedEditDistance(word, candidate.word, limit);
      if (distance > limit) continue;
      const firstDiffers = candidate.word.charCodeAt(0) === word.charCodeAt(0) ? 0 : 0.8;
      if (distance + firstDiffers > limit + 0.5) continue;
      const swapped = candidate.letters === letters && length === word.length ? SAME_LETTERS : 0;
      const cost = distance + firstDiffers - swapped - Math.log10(1 + candidate.count) * 0.15;
      if (cost < bestCost) {
        best = candidate;
        bestCost = cost;
      }
    }
  }
  return best?.word;
}

function dictionaryOf(words: readonly [string, number][]): Dictionary {
  const entries = words
    .filter(([word]) => word.length >= 3 && !/\d/.test(word))
    .map(([word, count]) => ({ word, count, letters: letterSet(word) }));
  return {
    byLength: Map.groupBy(entries, ({ word }) => word.length),
    bySound: lazily(() => bySoundOf(entries)),
  };
}

/** The commonest word of each sound. */
function bySoundOf(entries: readonly KnownWord[]): Map<string, KnownWord> {
  const bySound = new Map<string, KnownWord>();
  for (const entry of entries) {
    const sound = phoneticKey(entry.word);
    const rival = bySound.get(sound);
    if (sound.length >= 3 && (!rival || rival.count < entry.count)) bySound.set(sound, entry);
  }
  return bySound;
}

/** Made when first asked for, so that starting stays light. */
function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function mapOf<T>(make: (language: QuestionLanguage) => T): Record<QuestionLanguage, T> {
  return { en: make('en'), fr: make('fr'), es: make('es'), de: make('de') };
}
