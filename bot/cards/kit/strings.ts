import { IntlMessageFormat } from 'intl-messageformat';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type english from '../../../cards/strings/en.json';
import type { ConfirmationRoute } from '../../../src/domain/confirming/route.ts';
import { LANGUAGES, type Language } from '../../../src/domain/language.ts';
import { markUserText } from './user-text.ts';

type Groups = typeof english;

/** `group.key`, as in `cards/strings/en.json`. */
export type StringKey = { [Group in keyof Groups]: `${Group}.${keyof Groups[Group] & string}` }[keyof Groups];

/** The values that fill a text. Every string counts as a person's own words. */
export type Values = Record<string, string | number>;

/** Every text a person reads, in every language. */
export interface Strings {
  /** A text with its values filled in, a person's own words marked. Throws on an unknown key or a missing value. */
  phrase(language: Language, key: string, values?: Values): string;
  /** The values a text needs. Throws on an unknown key. */
  argumentsOf(key: string): readonly string[];
  has(key: string): boolean;
}

const fileSchema = z.record(z.string(), z.record(z.string(), z.string().min(1)));

/** Ends the name of a text that replaces the one without it, where customers accept with Microsoft itself. */
const DIRECT = '-direct';

/**
 * Reads `strings/<language>.json` in a folder. On the route `direct` a text `name-direct` takes the place of `name`. Throws
 * when a file is missing, malformed, or lacks a text another has; a text that is no ICU message throws when it is asked for.
 */
export function loadStrings(directory: string, route: ConfirmationRoute = 'classic'): Strings {
  const files = new Map(LANGUAGES.map((language) => [language, readTexts(directory, language)]));
  const keys = new Set([...files.values()].flatMap((texts) => [...texts.keys()]));
  for (const language of LANGUAGES) {
    const missing = [...keys].filter((key) => !files.get(language)?.has(key));
    if (missing.length > 0) throw new Error(`Texts missing in ${language}: ${missing.join(', ')}`);
  }
  if (route === 'direct') for (const texts of files.values()) useDirect(texts);
  const formats = new Map<string, IntlMessageFormat>();
  const argumentNames = new Map<string, string[]>();

  /** Parses a text when it is first asked for: all together take a twentieth of a second of a start. */
  function formatOf(language: Language, key: string): IntlMessageFormat {
    const place = `${language} ${key}`;
    let format = formats.get(place);
    if (format) return format;
    const text = files.get(language)?.get(key);
    if (text === undefined) throw new Error(`No text ${key} in ${language}`);
    format = new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
    formats.set(place, format);
    return format;
  }

  return {
    phrase(language, key, values = {}) {
      const format = formatOf(language, key);
      const marked = Object.entries(values).map(([name, value]) => [
        name,
        typeof value === 'string' ? markUserText(value) : value,
      ]);
      return String(format.format(Object.fromEntries(marked) as Values));
    },
    argumentsOf(key) {
      const names = argumentNames.get(key) ?? argumentsIn(formatOf('en', key));
      argumentNames.set(key, names);
      return names;
    },
    has: (key) => keys.has(key),
  };
}

/** The texts of a language by their keys. */
type Texts = Map<string, string>;

function useDirect(texts: Texts): void {
  for (const [key, text] of texts) {
    if (key.endsWith(DIRECT)) texts.set(key.slice(0, -DIRECT.length), text);
  }
}

function readTexts(directory: string, language: Language): Texts {
  const path = join(directory, 'strings', `${language}.json`);
  const groups = fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  return new Map(
    Object.entries(groups).flatMap(([group, texts]) =>
      Object.entries(texts).map(([key, text]) => [`${group}.${key}`, text]),
    ),
  );
}

interface Piece {
  value?: unknown;
  options?: Record<string, { value: Piece[] }>;
  type: number;
}

/** Names of a message's arguments, those inside its plural branches included. */
function argumentsIn(format: IntlMessageFormat): string[] {
  const names = new Set<string>();
  const collect = (pieces: readonly Piece[]) => {
    for (const piece of pieces) {
      if (piece.type !== LITERAL && typeof piece.value === 'string') names.add(piece.value);
      for (const option of Object.values(piece.options ?? {})) collect(option.value);
    }
  };
  collect(format.getAst());
  return [...names];
}

/** `TYPE.literal` of the parser, which is an enum and cannot be imported as a type-only name. */
const LITERAL = 0;
