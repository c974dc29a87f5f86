import { describe, expect, it } from '@jest/globals';
import { IntlMessageFormat } from 'intl-messageformat';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CARD_NAMES, type CardName } from '../../../../bot/cards/kit/cards.ts';
import { ACCEPTANCE_FIELDS, PROBLEMS } from '../../../../src/domain/confirming/acceptance.ts';
import { REFUSALS } from '../../../../src/domain/confirming/refusal.ts';
import { ERROR_CODES } from '../../../../src/domain/errors.ts';
import { CARDS_DIRECTORY, nodesIn } from '../support.ts';

type Texts = Record<string, Record<string, string>>;

const read = (language: string): Texts =>
  JSON.parse(readFileSync(join(CARDS_DIRECTORY, 'strings', `${language}.json`), 'utf8')) as Texts;
const texts = { en: read('en'), fr: read('fr') };
const flat = (all: Texts): [string, string][] =>
  Object.entries(all).flatMap(([group, keys]) =>
    Object.entries(keys).map(([key, text]): [string, string] => [`${group}.${key}`, text]),
  );
const english = flat(texts.en);
const french = flat(texts.fr);
const both = [...english, ...french];

const piecesOf = (text: string) =>
  nodesIn(new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst()).filter(
    (node) => typeof node.type === 'number',
  );

/** The names of a text's values, those inside plural branches included, sorted. */
function argumentsOf(text: string): string[] {
  const LITERAL = 0;
  const names = piecesOf(text)
    .filter(({ type }) => type !== LITERAL)
    .map(({ value }) => String(value));
  return [...new Set(names)].sort();
}

const words = new Map(
  CARD_NAMES.map((name) => {
    const template = readFileSync(join(CARDS_DIRECTORY, `${name}.card.json`), 'utf8');
    return [name, [...template.matchAll(/words\.(\w+)/g)].map((match) => String(match[1]))];
  }),
);
const wordsIn = (name: CardName): string[] => words.get(name) ?? [];

const botDirectory = fileURLToPath(new URL('../../../../bot', import.meta.url));
const source = readdirSync(botDirectory, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(join(botDirectory, path), 'utf8'))
  .join('\n');

/** Named in code, whole (`'group.key'`) or with a part filled in (`group.${…}`, `group.${…}-next`). */
function isNamedInCode(key: string): boolean {
  if (source.includes(`'${key}'`)) return true;
  const patterns = [...source.matchAll(/`([a-z-]+\.[^`]*\$\{[^`]*)`/g)].map((match) => String(match[1]));
  return patterns.some((pattern) => {
    const expression = pattern
      .split(/\$\{[^}]*\}/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[\\w-]+');
    return new RegExp(`^${expression}$`).test(key);
  });
}

/** The keys of the texts that a rule forbids; empty when all is well. */
const offenders = (all: [string, string][], isWrong: (text: string) => boolean): string[] =>
  all.filter(([, text]) => isWrong(text)).map(([key]) => key);

describe('the texts', () => {
  it('are the same in every language', () => {
    expect(french.map(([key]) => key)).toEqual(english.map(([key]) => key));
  });

  it('take the same values in every language', () => {
    const inFrench = french.map(([key, text]) => [key, argumentsOf(text)]);
    const inEnglish = english.map(([key, text]) => [key, argumentsOf(text)]);

    expect(inFrench).toEqual(inEnglish);
  });

  it('hold simple arguments, plurals and numbers grouped as the reader writes them, nothing else', () => {
    const LITERAL_ARGUMENT_NUMBER_PLURAL = [0, 1, 2, 6];
    const isWrong = (text: string) =>
      piecesOf(text).some(({ type }) => !LITERAL_ARGUMENT_NUMBER_PLURAL.includes(Number(type)));

    expect(offenders(both, isWrong)).toEqual([]);
  });

  it('show the figures of the status as plain digits, which no grouping can split', () => {
    const NUMBER = 2;
    const ofStatus = both.filter(([key]) => key.startsWith('status.'));
    const isGrouped = (text: string) => piecesOf(text).some(({ type }) => type === NUMBER);

    expect(offenders(ofStatus, isGrouped)).toEqual([]);
  });

  it('have typographic apostrophes and quotes, no escapes, no blanks around', () => {
    expect(offenders(both, (text) => /['"\\]/.test(text) || text !== text.trim())).toEqual([]);
  });

  it('keep French punctuation on its line', () => {
    const isWrong = (text: string) => {
      const shown = text.replace(/, (plural|number)\b,?/g, '');
      return / [:;?!»]|« |[^\u00a0][:;?!»]|«[^\u00a0]/.test(shown);
    };

    expect(offenders(french, isWrong)).toEqual([]);
  });

  it('write numbers as their readers do, in French on one line with their unit', () => {
    const isUngrouped = (text: string) => /\d{5}/.test(text);
    const isParted = (text: string) => /[\d}] (h|Mo)(?!\p{L})|\d \d/u.test(text);

    expect(offenders(both, isUngrouped)).toEqual([]);
    expect(offenders(french, isParted)).toEqual([]);
  });

  it('use one word for one thing, and none that blames or hides the actor', () => {
    const isFrench = (text: string) => /\b(arrêt|confi(er|és?)\b)|se charge|personne qui gère/i.test(text);
    const isEnglish = (text: string) =>
      /\b(press|snooze|nobody|somebody|whoever|anew|give back|person who runs)\b/i.test(text);

    expect(offenders(french, isFrench)).toEqual([]);
    expect(offenders(english, isEnglish)).toEqual([]);
  });

  it('never put “de” or “que” before a name, which may begin with a vowel', () => {
    const isWrong = (text: string) => /\b(de|que|jusque|lorsque) \{(?!\w+, (number|plural))/i.test(text);

    expect(offenders(french, isWrong)).toEqual([]);
  });

  it('exist for every text a card names', () => {
    const missing = CARD_NAMES.flatMap((name) =>
      ['summary', ...wordsIn(name)]
        .filter((word) => !texts.en[name]?.[word] && !texts.en.common?.[word])
        .map((word) => `${name}.${word}`),
    );

    expect(missing).toEqual([]);
  });

  it('never hide a shared text behind a card’s own of the same name', () => {
    const hidden = CARD_NAMES.flatMap((name) =>
      Object.keys(texts.en[name] ?? {}).filter((word) => texts.en.common?.[word]),
    );

    expect(hidden).toEqual([]);
  });

  it('are all shown somewhere', () => {
    const isShown = (named: string) => {
      // What one route says in place of another text is shown where that is.
      const key = named.replace(/-direct$/, '');
      const [group = '', word = ''] = key.split('.');
      const users = CARD_NAMES.filter((name) => group === 'common' || name === group);
      return word === 'summary' || users.some((name) => wordsIn(name).includes(word)) || isNamedInCode(key);
    };

    expect(english.map(([key]) => key).filter((key) => !isShown(key))).toEqual([]);
  });

  it.each(['en', 'fr'] as const)('exist for every problem, refusal and error in %s', (language) => {
    const { problems = {}, refusals = {}, errors = {} } = texts[language];
    const fieldsOf: Record<string, readonly string[]> = {
      missing: ACCEPTANCE_FIELDS,
      'one-name': ['firstName', 'lastName'],
    };
    const named = PROBLEMS.flatMap(
      (problem) => fieldsOf[problem]?.map((field) => `${problem}-${field}`) ?? [problem],
    );

    expect(Object.keys(problems).sort()).toEqual([...named].sort());
    expect(Object.keys(refusals).sort()).toEqual(REFUSALS.flatMap((each) => [each, `${each}-next`]).sort());
    expect(Object.keys(errors).sort()).toEqual([...ERROR_CODES].sort());
  });
});
