import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lineOfPath } from './json-lines.ts';
import type { FaqLanguage } from './matcher.ts';
import { parseFaqFile } from './parse-faq-file.ts';
import type { FaqEntry, FaqSource } from './parse-faq-file.ts';

/** The FAQ as it is shown: its entries in their order, by language. */
export interface FaqContent {
  entries: Record<FaqLanguage, FaqEntry[]>;
  /** Where most entries come from; an entry's own source is with the entry. */
  source: Record<FaqLanguage, FaqSource>;
  /** One entry in a language, or undefined when there is none of that id. */
  entry(id: string, language: FaqLanguage): FaqEntry | undefined;
}

/**
 * Reads `en.json` and `fr.json` of a folder, which must hold the same entries in the same order; where only one
 * of the two is there it serves both languages. With `base` the entries come beside those of another FAQ, may be
 * related to them, and must not have their ids. Throws an error that names file and line when a file is wrong.
 */
export function loadFaq(directory: string, base?: FaqContent): FaqContent {
  const files = readFaqFiles(directory);
  const { en, fr } = { en: files.en ?? files.fr!, fr: files.fr ?? files.en! };
  for (const file of new Set([en, fr])) checkIds(file, base);
  checkSame(en, fr);
  return contentOf({
    en: [...(base?.entries.en ?? []), ...en.entries],
    fr: [...(base?.entries.fr ?? []), ...fr.entries],
  });
}

interface FaqFile {
  path: string;
  json: string;
  entries: FaqEntry[];
}

function readFaqFiles(directory: string): Partial<Record<FaqLanguage, FaqFile>> {
  const files: Partial<Record<FaqLanguage, FaqFile>> = {};
  for (const language of ['en', 'fr'] as const) {
    const path = join(directory, `${language}.json`);
    if (!existsSync(path)) continue;
    const json = readFileSync(path, 'utf8');
    files[language] = { path, json, entries: parseFaqFile(path, json, language) };
  }
  if (!files.en && !files.fr) throw new Error(`${directory}: neither en.json nor fr.json is there`);
  return files;
}

function checkIds({ path, json, entries }: FaqFile, base: FaqContent | undefined): void {
  const known = new Set([...entries, ...(base?.entries.en ?? [])].map(({ id }) => id));
  const complain = (place: PropertyKey[], problem: string) => {
    throw new Error(`${path}:${lineOfPath(json, ['entries', ...place])}: ${problem}`);
  };
  entries.forEach(({ id, related }, index) => {
    if (base?.entry(id, 'en')) complain([index, 'id'], `"${id}" is an entry of the built-in FAQ`);
    related.forEach((other, place) => {
      if (!known.has(other)) complain([index, 'related', place], `there is no entry "${other}"`);
    });
  });
}

function checkSame(en: FaqFile, fr: FaqFile): void {
  const index = fr.entries.findIndex(({ id }, place) => id !== en.entries[place]?.id);
  if (index < 0 && fr.entries.length === en.entries.length) return;
  const line = lineOfPath(fr.json, index < 0 ? ['entries'] : ['entries', index, 'id']);
  throw new Error(`${fr.path}:${line}: must hold the same entries in the same order as en.json`);
}

function contentOf(entries: Record<FaqLanguage, FaqEntry[]>): FaqContent {
  const byId = {
    en: new Map(entries.en.map((entry) => [entry.id, entry])),
    fr: new Map(entries.fr.map((entry) => [entry.id, entry])),
  };
  return {
    entries,
    source: { en: entries.en[0]!.source, fr: entries.fr[0]!.source },
    entry: (id, language) => byId[language].get(id),
  };
}
