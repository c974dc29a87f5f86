import { describe, expect, it } from '@jest/globals';
import { readSamples, renderSample, type CardSample } from '../../../bot/cards/samples.ts';
import { LANGUAGES, type Language } from '../../../src/domain/language.ts';
import {
  buttonsIn,
  cards,
  CARDS_DIRECTORY,
  contentOf,
  inputIn,
  nodesIn,
  nodesOfType,
  textIn,
  type Node,
} from './support.ts';

/** Where a sample's input holds a person's own words, whatever the card. */
const PERSONS_WORDS = new Set([
  'name',
  'domain',
  'typed',
  'installedBy',
  'text',
  'start',
  'unknownCustomerText',
  'code',
  'customer',
  'assignee',
  'customerId',
  'acceptanceDate',
  'firstName',
  'lastName',
  'email',
  'phoneNumber',
  'fileName',
  'sheet',
]);

function poisoned(value: unknown, text: string): unknown {
  if (Array.isArray(value)) return value.map((item) => poisoned(item, text));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      typeof item === 'string' && PERSONS_WORDS.has(name) ? text : poisoned(item, text),
    ]),
  );
}

const HOSTILE = [
  ['live markup', '[x](https://evil.example) **b** <at>all</at> ${1+1} \u202etxt.exe'],
  ['a template', '${$root.words.title} ${if(true, 1, 2)} ${json("{}")}'],
  ['a list', '- one\n- two\n1. three\n# four'],
  ['a long text', 'Wörter und mehr (GmbH) & Co. '.repeat(7)],
  ['emoji', '👩🏽‍💻🏳️‍🌈 Café'],
  ['right-to-left text', 'شركة التجارة العالمية (ש)'],
  ['our own marks', '\ufdd1**b**\ufdd0 [x](y)'],
] as const;

/** A curated answer may hold lists and links of its own. */
function withoutCurated(sample: CardSample, language: Language, shown: string): string {
  const { entry } = sample.inputs[language] as { entry?: { answer: string } };
  return entry ? shown.replace(entry.answer, '') : shown;
}

/** A card may call the one person it is for; of the name only letters are left then. */
function withoutMention(card: Node, shown: string): string {
  const { entities = [] } = (card.msteams ?? {}) as { entities?: { text: string }[] };
  const own = entities.filter(({ text }) => /^<at>[\p{L}\p{M}\p{N} .,'’-]+<\/at>$/u.test(text));
  return own.reduce((rest, { text }) => rest.replace(text, ''), shown);
}

const samples = readSamples(CARDS_DIRECTORY);

const renderPoisoned = (language: Language, sample: CardSample, text: string) =>
  contentOf(
    renderSample(cards, language, {
      ...sample,
      inputs: poisoned(sample.inputs, text) as CardSample['inputs'],
    }),
  );

describe('text that a person typed', () => {
  const cases = HOSTILE.flatMap(([kind, text]) => LANGUAGES.map((language) => ({ kind, language, text })));

  it.each(cases)('does nothing in any text of any card: $kind, in $language', ({ language, text }) => {
    for (const sample of samples) {
      const card = renderPoisoned(language, sample, text);
      const shown = withoutMention(card, `${textIn(card)}\n${String(card.fallbackText)}`);
      const active = withoutCurated(sample, language, shown).replace(/\\[^\p{L}\p{N}\s]/gu, '');

      expect([sample.name, active]).toEqual([
        sample.name,
        expect.not.stringMatching(/\[|\]\(|\*\*b|<|:\/\/evil|^(- |1\. |# )/m),
      ]);
      expect([sample.name, shown]).toEqual([
        sample.name,
        expect.not.stringMatching(/<at>|[\u202a-\u202e\ufdd0\ufdd1]/),
      ]);
      expect([sample.name, JSON.stringify(card).length < 40_000]).toEqual([sample.name, true]);
    }
  });

  const MARKUP = HOSTILE[0][1];
  const find = (name: string, title: string) =>
    samples.find((each) => each.name === name && each.title === title) as CardSample;

  it('is never computed as a template', () => {
    const card = renderPoisoned('en', find('customer', 'Unconfirmed'), MARKUP);

    expect(textIn(card)).toContain('${1+1}');
  });

  it('stands in buttons as typed, in the reading order it was typed in', () => {
    const card = renderPoisoned('en', find('customer', 'Unconfirmed'), MARKUP);

    const buttons = buttonsIn(card).map(({ title, tooltip }) => ({ title, tooltip }));
    expect(buttons).toContainEqual({
      title: 'Confirm [x](https://evil.example) **b**…',
      tooltip: 'Confirm [x](https://evil.example) **b** <at>all</at> ${1+1} txt.exe',
    });
  });

  it('stands in inputs, choices and data exactly as typed', () => {
    const card = renderPoisoned('en', find('confirmation-form', 'Every field wrong'), MARKUP);

    const choice = nodesIn(inputIn(card, 'customerId')?.choices)[0];
    expect(inputIn(card, 'firstName')?.value).toBe(MARKUP);
    expect(choice?.title).toBe('[x](https://evil.example) **b** <at>all</at> ${1+1} txt.exe');
    expect(nodesOfType(card, 'Input.Date')[0]).not.toHaveProperty('value');
  });
});
