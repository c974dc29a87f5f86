import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { FaqContent } from './load-faq.ts';
import type { OwnEntry } from './own-entries.ts';

const LONGEST_PHRASING = 300;

/**
 * How the entries of a partner's own FAQ may be asked for: their titles and questions, and the lines of
 * `phrasings/<language>/<entry id>.txt` where there are such files. Throws an error that names file and line when
 * a file belongs to no entry or a line is too long.
 */
export function loadOwnEntries(directory: string, content: FaqContent, base: FaqContent): OwnEntry[] {
  const own = content.entries.en.filter(({ id }) => !base.entry(id, 'en'));
  const phrasings = new Map(
    own.map(({ id }) => {
      const texts = (['en', 'fr'] as const).map((language) => content.entry(id, language)!);
      return [id, texts.flatMap(({ title, question }) => [title, question])];
    }),
  );
  for (const path of phrasingFiles(join(directory, 'phrasings'))) {
    const known = phrasings.get(basename(path, '.txt'));
    if (!known) throw new Error(`${path}:1: there is no own entry of this name`);
    known.push(...linesOf(path));
  }
  return [...phrasings].map(([id, texts]) => ({ id, phrasings: [...new Set(texts)] }));
}

function phrasingFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) => join(folder, file));
}

function linesOf(path: string): string[] {
  const lines = readFileSync(path, 'utf8').split(/\r?\n/);
  lines.forEach((line, index) => {
    if (line.length > LONGEST_PHRASING) {
      throw new Error(`${path}:${index + 1}: longer than ${LONGEST_PHRASING} characters`);
    }
  });
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}
