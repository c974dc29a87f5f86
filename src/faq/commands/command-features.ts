import type { FeatureVector } from '../feature-bag.ts';
import { vectorOf } from '../feature-bag.ts';
import { stem } from '../stem.ts';
import type { WordRun } from './find-name.ts';
import type { SpokenWord } from './spoken-words.ts';

export const COMMAND_BITS = 17;

const NAME = '{}';
const QUESTION_MARK = /\?\s*$/;

/** What a text shows of being a command: its words, their neighbours and letters, whatever the customer is called. */
export function commandFeatures(
  text: string,
  words: readonly SpokenWord[],
  name: WordRun | undefined,
): FeatureVector {
  const folded = words.map((word) => word.folded);
  const others = name ? [...folded.slice(0, name.start), ...folded.slice(name.end)] : folded;
  const said = name ? [...folded.slice(0, name.start), NAME, ...folded.slice(name.end)] : folded;
  const framed = ['^', ...said.map((word) => (word === NAME ? NAME : stem(word))), '$'];
  const groups = [
    { names: framed.slice(1, -1).map((word) => `s:${word}`), strength: 1.6 },
    { names: rowsOf(framed, 2), strength: 1.2 },
    { names: rowsOf(framed, 3), strength: 0.8 },
    { names: others.flatMap(letterGroups), strength: 1.2 },
    {
      names: [
        `x:${name ? 'name' : 'none'}`,
        `x:${QUESTION_MARK.test(text) ? 'asks' : 'says'}`,
        `x:length${Math.min(6, Math.round(Math.log2(1 + said.length) * 1.5))}`,
      ],
      strength: 0.8,
    },
    { names: ['bias'], strength: 0.5 },
  ];
  return vectorOf(groups, COMMAND_BITS);
}

function rowsOf(words: readonly string[], length: number): string[] {
  return words.slice(length - 1).map((_, at) => `r:${words.slice(at, at + length).join('_')}`);
}

function letterGroups(word: string): string[] {
  const framed = `^${word}$`;
  const groups: string[] = [];
  for (let size = 3; size <= 4; size++) {
    for (let at = 0; at + size <= framed.length; at++) groups.push(`c:${framed.slice(at, at + size)}`);
  }
  return groups;
}
