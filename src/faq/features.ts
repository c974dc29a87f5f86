import type { Analysis } from './analyse.ts';
import type { ConceptHit } from './concepts.ts';
import type { FeatureGroup, FeatureVector } from './feature-bag.ts';
import { vectorOf } from './feature-bag.ts';
import { stem } from './stem.ts';

export const WORD_BITS = 18;
export const CONCEPT_BITS = 17;

/** What the words alone show: stems, pairs of stems, letters. For English and French. */
export function wordFeatures(tokens: readonly string[]): FeatureVector {
  const stems = tokens.map(stem);
  return vectorOf(
    [
      { names: stems.map((word) => `s:${word}`), strength: 1.6 },
      { names: neighbours(stems).map((pair) => `b:${pair}`), strength: 1 },
      { names: tokens.flatMap(letterGroups), strength: 1.2 },
      { names: ['bias'], strength: 1 },
    ],
    WORD_BITS,
  );
}

/** What a text shows in any language: its concepts, alone, together and in order. */
export function conceptFeatures(analysis: Analysis): FeatureVector {
  return vectorOf(conceptGroups(analysis), CONCEPT_BITS);
}

function conceptGroups(analysis: Analysis): FeatureGroup[] {
  const concepts = [...new Set(analysis.hits.map((hit) => hit.concept))].sort();
  return [
    {
      names: concepts.filter((concept) => !isOutside(concept)).map((concept) => `k:${concept}`),
      strength: 2,
    },
    { names: outsideNames(concepts.filter(isOutside)), strength: 2 },
    { names: pairsOf(concepts), strength: 1.5 },
    { names: sequencesOf(analysis.hits), strength: 0.8 },
    { names: shapeOf(analysis, concepts), strength: 0.5 },
    { names: ['bias'], strength: 1 },
  ];
}

const isOutside = (concept: string) => concept.startsWith('outside.');

/** Topics outside the FAQ stand by themselves, so that a long question about one is still about it. */
function outsideNames(topics: readonly string[]): string[] {
  return [...topics.map((topic) => `k:${topic}`), `x:outside${Math.min(2, topics.length)}`];
}

function pairsOf(concepts: readonly string[]): string[] {
  return concepts.flatMap((first, index) =>
    concepts.slice(index + 1).map((second) => `p:${first}+${second}`),
  );
}

/** Concepts that follow each other, with nothing of a third between. `hits` come in order of where they begin. */
function sequencesOf(hits: readonly ConceptHit[]): string[] {
  const names = new Set<string>();
  let next = 0;
  for (const hit of [...hits].sort((a, b) => a.end - b.end)) {
    while (next < hits.length && hits[next]!.start < hit.end) next++;
    const nextStart = hits[next]?.start;
    for (let at = next; hits[at]?.start === nextStart && at < hits.length; at++) {
      names.add(`q:${hit.concept}>${hits[at]!.concept}`);
    }
  }
  return [...names];
}

const MATTERS = /^(?:who|act|thing|role)\./;

function shapeOf(analysis: Analysis, concepts: readonly string[]): string[] {
  const matter = concepts.filter((concept) => MATTERS.test(concept)).length;
  return [
    `x:length${Math.min(6, Math.round(Math.log2(1 + analysis.tokens.length) * 1.5))}`,
    `x:matter${Math.min(4, matter)}`,
    ...(analysis.language === 'es' || analysis.language === 'de' ? [] : strangeness(analysis, matter)),
  ];
}

function strangeness({ strange, tokens }: Analysis, matter: number): string[] {
  const share = Math.min(4, Math.ceil((strange / tokens.length) * 8));
  return [
    `x:strange${Math.min(3, strange)}`,
    `x:strangeness${share}`,
    `x:strangeness${share}matter${Math.min(3, matter)}`,
  ];
}

function neighbours(words: readonly string[]): string[] {
  return words.slice(1).map((word, index) => `${words[index]}_${word}`);
}

function letterGroups(word: string): string[] {
  const framed = `^${word}$`;
  const groups: string[] = [];
  for (let size = 3; size <= 5; size++) {
    for (let at = 0; at + size <= framed.length; at++) groups.push(`c:${framed.slice(at, at + size)}`);
  }
  return groups;
}
