import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ConceptLexicon, QuestionLanguage } from '../../faq/concepts.ts';
import type { Shorthand } from '../../faq/spelling.ts';
import type { Example } from './example.ts';
import { frameExamples } from './frame-examples.ts';
import { readLexicon } from './read-lexicon.ts';
import { OUTSIDE } from '../../faq/model.ts';

export interface Corpus {
  examples: Example[];
  lexicon: ConceptLexicon;
  shorthand: Shorthand;
  /** Fingerprint of all content read, the same whatever the line endings. */
  hash: string;
}

/** Reads everything the matcher is trained on from `cards/faq`. */
export function readCorpus(directory: string): Corpus {
  const hash = createHash('sha256');
  const phrasings = readFolder(join(directory, 'phrasings'), (name) => name, hash);
  const outside = readFolder(join(directory, 'outside'), () => OUTSIDE, hash);
  const { lexicon, shorthand } = readLexicon(join(directory, 'concepts'));
  const framed = frameExamples(join(directory, 'frames.json'));
  hash.update(JSON.stringify([lexicon, shorthand, framed]));
  return { examples: [...phrasings, ...outside, ...framed], lexicon, shorthand, hash: hash.digest('hex') };
}

function readFolder(
  folder: string,
  labelOf: (name: string) => string,
  hash: ReturnType<typeof createHash>,
): Example[] {
  return readdirSync(folder)
    .sort()
    .flatMap((language) =>
      readdirSync(join(folder, language))
        .filter((file) => file.endsWith('.txt'))
        .sort()
        .flatMap((file) => {
          const name = basename(file, '.txt');
          const lines = linesOf(readFileSync(join(folder, language, file), 'utf8'));
          hash.update(JSON.stringify([language, name, lines]));
          return lines.map((text) => ({
            text,
            language: language as QuestionLanguage,
            label: labelOf(name),
            weight: 1,
          }));
        }),
    );
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
