import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FaqLanguage } from './matcher.ts';
import type { FaqModel } from './model.ts';
import { parseFaqFile } from './parse-faq-file.ts';
import type { FaqEntry, FaqSource } from './parse-faq-file.ts';

export type { FaqEntry, FaqSource } from './parse-faq-file.ts';

/** The FAQ as it is shown: its entries in their order, by language. */
export interface FaqContent {
  entries: Record<FaqLanguage, FaqEntry[]>;
  source: Record<FaqLanguage, FaqSource>;
  /** One entry in a language, or undefined when there is none of that id. */
  entry(id: string, language: FaqLanguage): FaqEntry | undefined;
}

/**
 * Reads `en.json` and `fr.json` of a folder. Both must hold the same entries in the same order. Throws an error
 * that names file and line when one is wrong.
 */
export function loadFaq(directory: string): FaqContent {
  const en = readFaqFile(directory, 'en');
  const fr = readFaqFile(directory, 'fr');
  const idsOf = (entries: readonly FaqEntry[]) => entries.map((entry) => entry.id).join('\n');
  if (idsOf(en.entries) !== idsOf(fr.entries)) {
    throw new Error(`${join(directory, 'fr.json')}: its entries differ from those of en.json`);
  }
  const byId = { en: byIdOf(en.entries), fr: byIdOf(fr.entries) };
  return {
    entries: { en: en.entries, fr: fr.entries },
    source: { en: en.source, fr: fr.source },
    entry: (id, language) => byId[language].get(id),
  };
}

/** Reads the trained model of `cards/faq`. It is written by our own training, so it is not checked again. */
export function loadFaqModel(directory: string): FaqModel {
  return JSON.parse(readFileSync(join(directory, 'model.json'), 'utf8')) as FaqModel;
}

function readFaqFile(directory: string, language: FaqLanguage) {
  const path = join(directory, `${language}.json`);
  return parseFaqFile(path, readFileSync(path, 'utf8'), language);
}

function byIdOf(entries: readonly FaqEntry[]): Map<string, FaqEntry> {
  return new Map(entries.map((entry) => [entry.id, entry]));
}

/** Reads one text file of a folder as lines, or none when it is not there. */
export function readLines(folder: string, file: string): string[] {
  if (!readdirSync(folder).includes(file)) return [];
  return readFileSync(join(folder, file), 'utf8')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
