import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { ConceptLexicon } from '../../faq/concepts.ts';
import type { Shorthand } from '../../faq/spelling.ts';

const SHORTHAND_FILE = 'shorthand.json';

const patternsSchema = z.string().transform((list) =>
  list
    .split(',')
    .map((pattern) => pattern.trim())
    .filter((pattern) => pattern !== ''),
);
const kindSchema = z.record(
  z.string().regex(/^[a-z][a-z0-9-]*$/),
  z
    .strictObject({ en: patternsSchema, fr: patternsSchema, es: patternsSchema, de: patternsSchema })
    .partial(),
);
const shorthandSchema = z.partialRecord(z.enum(['en', 'fr', 'es', 'de']), z.record(z.string(), z.string()));

export interface Lexicon {
  lexicon: ConceptLexicon;
  shorthand: Shorthand;
}

/**
 * Reads the folder of concepts: each file one kind (its name begins the ids), beside `shorthand.json`, the short
 * forms people type. Throws with the file's name when one is wrong.
 */
export function readLexicon(folder: string): Lexicon {
  const lexicon: ConceptLexicon = {};
  let shorthand: Shorthand = {};
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.json')) continue;
    const content: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    try {
      if (file === SHORTHAND_FILE) {
        shorthand = shorthandSchema.parse(content);
        continue;
      }
      for (const [name, patterns] of Object.entries(kindSchema.parse(content))) {
        lexicon[`${basename(file, '.json')}.${name}`] = patterns;
      }
    } catch (error) {
      throw new Error(`${join(folder, file)} is not a file of concepts`, { cause: error });
    }
  }
  return { lexicon, shorthand };
}
