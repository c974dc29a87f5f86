import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLAIN_COMMANDS, QUESTION } from '../../../faq/commands/command-model.ts';
import { fold, tokensOf } from '../../../faq/tokens.ts';
import type { Corpus } from '../read-corpus.ts';
import { seededRandom } from '../softmax-regression.ts';
import { expandPhrasing } from './expand-phrasing.ts';
import { madeUpName, readNameParts } from './made-up-names.ts';

/** A text with what it means and which part of it, in characters, is a customer's name. */
export interface CommandExample {
  text: string;
  label: string;
  language: 'en' | 'fr';
  name: { start: number; end: number } | undefined;
  /** Which line of content it was made from: what comes from one line is held out together. */
  line: number;
}

export interface CommandCorpus {
  examples: CommandExample[];
  /** Fingerprint of all content read, the same whatever the line endings. */
  hash: string;
}

const PLACE = '{}';
/** How many texts a line stands for, at most; one with a name more, for the names differ. */
const TEXTS_FOR_EACH = 12;
const TEXTS_WITH_NAME = 20;
/** Questions about a customer are also asked about one by name. */
const SOME_CUSTOMER = /\b(?:my|the|a|our) customer\b|\b(?:mon|le|un|notre) client\b/i;

/** Reads the phrasings of `cards/commands`, and the questions of the FAQ as what is no command. */
export function readCommands(directory: string, faq: Corpus): CommandCorpus {
  const hash = createHash('sha256').update(faq.hash);
  const random = seededRandom(31);
  const parts = readNameParts(join(directory, 'made-up-names.json'));
  hash.update(JSON.stringify(parts));
  const examples: CommandExample[] = [];
  let line = 0;
  const add = (text: string, label: string, language: 'en' | 'fr') => {
    const start = text.indexOf(PLACE);
    if (start < 0) return void examples.push({ text, label, language, name: undefined, line });
    const name = madeUpName(parts, language, random);
    const filled = text.replace(PLACE, () => name);
    examples.push({ text: filled, label, language, name: { start, end: start + name.length }, line });
  };
  for (const language of ['en', 'fr'] as const) {
    for (const command of PLAIN_COMMANDS) {
      for (const phrasing of linesOf(join(directory, 'phrasings', language, `${command}.txt`))) {
        hash.update(JSON.stringify([language, command, phrasing]));
        const most = phrasing.includes(PLACE) ? TEXTS_WITH_NAME : TEXTS_FOR_EACH;
        for (const text of expandPhrasing(phrasing, most, random)) add(text, command, language);
        line++;
      }
    }
  }
  const asCommands = new Set(examples.map(({ text }) => bare(text)));
  for (const { text, language, weight } of faq.examples) {
    if (weight < 1 || (language !== 'en' && language !== 'fr') || asCommands.has(bare(text))) continue;
    add(text, QUESTION, language);
    if (SOME_CUSTOMER.test(text)) add(text.replace(SOME_CUSTOMER, PLACE), QUESTION, language);
    line++;
  }
  return { examples, hash: hash.digest('hex') };
}

const bare = (text: string): string => tokensOf(fold(text)).join(' ');

function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
