import { readFileSync } from 'node:fs';
import { z } from 'zod';

const texts = z.array(z.string());
const schema = z.strictObject({
  syllables: texts,
  words: texts,
  people: texts,
  joins: z.strictObject({ en: texts, fr: texts }),
  starts: z.strictObject({ en: texts, fr: texts }),
  endings: texts,
});

export type NameParts = z.infer<typeof schema>;

/** Reads what names of companies are made up from. No customer's name is among it. */
export function readNameParts(path: string): NameParts {
  return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** Returns a company's name that was made up, written as people write it: often without a capital. */
export function madeUpName(parts: NameParts, language: 'en' | 'fr', random: () => number): string {
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)]!;
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  const coined = () =>
    capital(Array.from({ length: 2 + Math.floor(random() * 2) }, () => pick(parts.syllables)).join(''));
  const word = () => capital(pick(parts.words));
  const kind = random();
  let name: string;
  if (kind < 0.4) name = coined();
  else if (kind < 0.55) name = `${coined()} ${word()}`;
  else if (kind < 0.7) name = `${word()} ${pick([pick(parts.people), coined()])}`;
  else if (kind < 0.8) name = `${pick(parts.starts[language])}${word()} ${word()}`;
  else if (kind < 0.88)
    name = `${pick(parts.starts[language])}${word()}${pick(parts.joins[language])}${word()}`;
  else if (kind < 0.94) name = `${pick(parts.people)}${pick(parts.joins[language])}${pick(parts.people)}`;
  else name = `${word()} ${word()} ${word()}`;
  name += random() < 0.4 ? pick(parts.endings) : '';
  return random() < 0.5 ? name.toLowerCase() : name;
}
