/** Languages in which questions are understood; answers exist in the first two. */
export type QuestionLanguage = 'en' | 'fr' | 'es' | 'de';

export const LANGUAGES: readonly QuestionLanguage[] = ['en', 'fr', 'es', 'de'];

/** How one concept is said: patterns by language (see `createConceptFinder` for how to write them). */
export type ConceptPatterns = Partial<Record<QuestionLanguage, string[]>>;

/** Concepts by id; an id begins with its kind, as in `thing.phone` or `outside.invoice`. */
export type ConceptLexicon = Record<string, ConceptPatterns>;

export interface ConceptHit {
  concept: string;
  start: number;
  end: number;
}

export interface ConceptFinder {
  /** Every concept said in the words, in order of where it begins; one hit for each concept and place. */
  find(tokens: readonly string[], language: QuestionLanguage | undefined): ConceptHit[];
  /** The whole words of a language's patterns, as a vocabulary. */
  words(language: QuestionLanguage): string[];
}

interface Slot {
  words: string[];
  beginnings: string[];
  concepts: string[];
  isNumber: boolean;
  isOptional: boolean;
  isGap: boolean;
}

interface Pattern {
  concept: string;
  language: QuestionLanguage;
  onlyInLanguage: boolean;
  slots: Slot[];
}

/** Patterns that name concepts may name one that itself names others. */
const PASSES_FOR_BUILT = 2;
const LONGEST_GAP = 3;
const SHORTEST_BEGINNING = 2;
const STARTS_WITH_DIGIT = /^\d/;
const SHORTEST_INSIDE = 4;

/** Understood beside a text's own language, because questions borrow words. */
const ALSO: Record<QuestionLanguage, QuestionLanguage[]> = {
  en: ['en', 'fr'],
  fr: ['fr', 'en'],
  es: ['es', 'en'],
  de: ['de', 'en'],
};

/**
 * Reads concepts out of words. A pattern is a row of slots: `word`, `begin*`, `one|other`, `<concept>` for
 * whatever says that concept, `maybe?`, `#` for a number, `..` for up to three words, and a leading `!` when it only counts in a
 * text of its own language. Throws when a pattern cannot be read.
 */
export function createConceptFinder(lexicon: ConceptLexicon): ConceptFinder {
  const patterns = Object.entries(lexicon).flatMap(([concept, byLanguage]) =>
    Object.entries(byLanguage).flatMap(([language, texts]) =>
      texts.map((text) => readPattern(concept, language as QuestionLanguage, text)),
    ),
  );
  const plain = indexOf(
    patterns.filter((pattern) => pattern.slots.every((slot) => slot.concepts.length === 0)),
  );
  const built = indexOf(patterns.filter((pattern) => pattern.slots.some((slot) => slot.concepts.length > 0)));

  const find = (tokens: readonly string[], language: QuestionLanguage | undefined): ConceptHit[] => {
    const found = new HitSet(tokens.length);
    plain.collect(tokens, language, found);
    for (let pass = 0; pass < PASSES_FOR_BUILT; pass++) built.collect(tokens, language, found);
    return found.hits.sort((a, b) => a.start - b.start || b.end - a.end);
  };
  const words = (language: QuestionLanguage) => {
    const spoken = patterns.filter((pattern) => pattern.language === language);
    return [...new Set(spoken.flatMap((pattern) => pattern.slots.flatMap((slot) => slot.words)))];
  };
  return { find, words };
}

/** Hits with, for each word, the concepts it is part of and where they end. */
class HitSet {
  readonly hits: ConceptHit[] = [];
  private readonly endsAt: Map<string, number>[];

  constructor(size: number) {
    this.endsAt = Array.from({ length: size }, () => new Map<string, number>());
  }

  add(concept: string, start: number, end: number): void {
    const here = this.endsAt[start];
    if (!here || (here.get(concept) ?? -1) >= end) return;
    if (here.has(concept)) {
      const shorter = this.hits.find((hit) => hit.concept === concept && hit.start === start);
      if (shorter) shorter.end = end;
    } else {
      this.hits.push({ concept, start, end });
    }
    here.set(concept, end);
  }

  startingAt(start: number): string[] {
    return [...this.endsAt[start]!.keys()];
  }

  endOf(concept: string, start: number): number | undefined {
    return this.endsAt[start]?.get(concept);
  }
}

interface PatternIndex {
  collect(tokens: readonly string[], language: QuestionLanguage | undefined, found: HitSet): void;
}

function indexOf(patterns: readonly Pattern[]): PatternIndex {
  const byWord = new Map<string, Pattern[]>();
  const byBeginning = new Map<string, Pattern[]>();
  const byConcept = new Map<string, Pattern[]>();
  const byNumber: Pattern[] = [];
  for (const pattern of patterns) {
    const first = pattern.slots[0]!;
    for (const word of first.words) push(byWord, word, pattern);
    for (const beginning of first.beginnings) push(byBeginning, beginning, pattern);
    for (const concept of first.concepts) push(byConcept, concept, pattern);
    if (first.isNumber) byNumber.push(pattern);
  }
  const collect = (
    tokens: readonly string[],
    language: QuestionLanguage | undefined,
    found: HitSet,
  ): void => {
    const tryAll = (candidates: readonly Pattern[] | undefined, start: number): void => {
      for (const pattern of candidates ?? []) {
        if (!isSpoken(pattern, language)) continue;
        const end = endOfMatch(pattern.slots, 0, tokens, start, found);
        if (end > start) found.add(pattern.concept, start, end);
      }
    };
    /** German writes compounds in one word, so its beginnings are also looked for inside. */
    const tryInside = (token: string, start: number): void => {
      for (let inside = 3; inside + SHORTEST_INSIDE <= token.length; inside++) {
        for (let end = inside + SHORTEST_INSIDE; end <= token.length; end++) {
          for (const pattern of byBeginning.get(token.slice(inside, end)) ?? []) {
            if (pattern.language === 'de' && pattern.slots.length === 1)
              found.add(pattern.concept, start, start + 1);
          }
        }
      }
    };
    for (let start = 0; start < tokens.length; start++) {
      const token = tokens[start]!;
      tryAll(byWord.get(token), start);
      for (let length = SHORTEST_BEGINNING; length <= token.length; length++) {
        tryAll(byBeginning.get(token.slice(0, length)), start);
      }
      if (STARTS_WITH_DIGIT.test(token)) tryAll(byNumber, start);
      for (const concept of found.startingAt(start)) tryAll(byConcept.get(concept), start);
      if (language === 'de') tryInside(token, start);
    }
  };
  return { collect };
}

function push(map: Map<string, Pattern[]>, key: string, pattern: Pattern): void {
  const list = map.get(key);
  if (list) list.push(pattern);
  else map.set(key, [pattern]);
}

function isSpoken(pattern: Pattern, language: QuestionLanguage | undefined): boolean {
  if (language === undefined)
    return !pattern.onlyInLanguage || pattern.language === 'en' || pattern.language === 'fr';
  return pattern.onlyInLanguage ? pattern.language === language : ALSO[language].includes(pattern.language);
}

/** Where the match of the slots from `slotIndex` on ends when it begins at `at`, or -1. */
function endOfMatch(
  slots: Slot[],
  slotIndex: number,
  tokens: readonly string[],
  at: number,
  found: HitSet,
): number {
  const slot = slots[slotIndex];
  if (!slot) return at;
  if (slot.isGap) {
    for (let skipped = 0; skipped <= LONGEST_GAP; skipped++) {
      const end = endOfMatch(slots, slotIndex + 1, tokens, at + skipped, found);
      if (end >= 0) return end;
    }
    return -1;
  }
  const next = endOfSlot(slot, tokens, at, found);
  if (next >= 0) {
    const end = endOfMatch(slots, slotIndex + 1, tokens, next, found);
    if (end >= 0) return end;
  }
  return slot.isOptional ? endOfMatch(slots, slotIndex + 1, tokens, at, found) : -1;
}

function endOfSlot(slot: Slot, tokens: readonly string[], at: number, found: HitSet): number {
  const token = tokens[at];
  if (token === undefined) return -1;
  if (slot.isNumber) return /^\d+$/.test(token) ? at + 1 : -1;
  if (slot.words.includes(token) || slot.beginnings.some((beginning) => token.startsWith(beginning)))
    return at + 1;
  for (const concept of slot.concepts) {
    const end = found.endOf(concept, at);
    if (end !== undefined) return end;
  }
  return -1;
}

function readPattern(concept: string, language: QuestionLanguage, text: string): Pattern {
  const onlyInLanguage = text.startsWith('!');
  const slots = (onlyInLanguage ? text.slice(1) : text).split(' ').map(readSlot);
  const first = slots[0];
  if (!first || first.isGap || first.isOptional) {
    throw new Error(`Concept ${concept}: pattern "${text}" must begin with a word`);
  }
  return { concept, language, onlyInLanguage, slots };
}

function readSlot(text: string): Slot {
  const isOptional = text.endsWith('?');
  const slot: Slot = {
    words: [],
    beginnings: [],
    concepts: [],
    isNumber: text === '#',
    isOptional,
    isGap: text === '..',
  };
  if (slot.isGap || slot.isNumber) return slot;
  for (const choice of (isOptional ? text.slice(0, -1) : text).split('|')) {
    if (/^[a-z0-9]+$/.test(choice)) slot.words.push(choice);
    else if (/^[a-z0-9]{2,}\*$/.test(choice)) slot.beginnings.push(choice.slice(0, -1));
    else if (/^<[\w.-]+>$/.test(choice)) slot.concepts.push(choice.slice(1, -1));
    else throw new Error(`Concept pattern slot "${text}" cannot be read`);
  }
  return slot;
}
