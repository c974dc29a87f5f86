import { fold } from '../tokens.ts';

/** One word of a text, with its place in it. */
export interface SpokenWord {
  text: string;
  folded: string;
  start: number;
  end: number;
  /** Whether a comma or the like stands before it, which no name crosses. */
  isAfterBreak: boolean;
}

/** How many characters a command may have: a longer text is a story. */
export const LONGEST_COMMAND = 300;

const WORD = /[\p{L}\p{N}\p{M}]+(?:[.-][\p{L}\p{N}\p{M}]+)*/gu;
const BREAK = /[,;:!?()"«»\n]|\.\s/;

/** Returns the words of a text in order. Elisions and endings after an apostrophe are words of their own. */
export function spokenWords(text: string): SpokenWord[] {
  const words: SpokenWord[] = [];
  let before = 0;
  for (const match of text.matchAll(WORD)) {
    const start = match.index;
    const end = start + match[0].length;
    const folded = fold(match[0]).trim();
    const isAfterBreak = BREAK.test(text.slice(before, start));
    if (folded !== '') words.push({ text: match[0], folded, start, end, isAfterBreak });
    before = end;
  }
  return words;
}
