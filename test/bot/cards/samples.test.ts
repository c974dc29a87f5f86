import { describe, expect, it } from '@jest/globals';
import { createRequire } from 'node:module';
import { summaryOf } from '../../../bot/cards.ts';
import { readSamples, renderSample, type CardSample } from '../../../bot/cards/samples.ts';
import { LANGUAGES, type Language } from '../../../src/domain/language.ts';
import { isVerb } from '../../../bot/verbs.ts';
import { buttonsIn, cards, CARDS_DIRECTORY, contentOf, nodesIn, nodesOfType, type Node } from './support.ts';

interface Parsed {
  validateProperties(): { validationEvents: { message: string }[] };
}
const AdaptiveCards = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as {
  AdaptiveCard: new () => Parsed & { parse(card: unknown, context: object): void };
  SerializationContext: new () => { eventCount: number; getEventAt(index: number): { message: string } };
};

const samples = readSamples(CARDS_DIRECTORY);
const each = LANGUAGES.flatMap((language) =>
  samples.map((sample): [string, string, Language, CardSample] => [
    sample.name,
    sample.title,
    language,
    sample,
  ]),
);
const render = (language: Language, sample: CardSample): Node =>
  contentOf(renderSample(cards, language, sample));

/** What the parser has against a card. `lang` is kept from it: it checks with a regular expression that remembers. */
function complaints(card: Node): string[] {
  const parsed = new AdaptiveCards.AdaptiveCard();
  const context = new AdaptiveCards.SerializationContext();
  parsed.parse({ ...card, lang: undefined }, context);
  const atParsing = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index));
  return [...atParsing, ...parsed.validateProperties().validationEvents].map(({ message }) => message);
}

const isNewer = (node: Node) => String(node.type).startsWith('Chart.');

/** The card as an older client sees it. */
function withoutNewer(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => !isNewer(item as Node)).map(withoutNewer);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutNewer(item)]));
}

/** Buttons of the card itself; those in a customer's row belong to the row. */
function cardLevelButtons(card: Node): Node[] {
  const rows = nodesIn(card).filter((node) => node.type === 'Container' && node.separator === true);
  const inRows = new Set(rows.flatMap(buttonsIn));
  return buttonsIn(card).filter((button) => !inRows.has(button));
}

describe('every sample card', () => {
  it.each(each)('%s (%s) in %s is complete', (_, __, language, sample) => {
    const card = render(language, sample);

    expect(JSON.stringify(card)).not.toMatch(/\$\{|[\ufdd0\ufdd1]/);
    expect(card).toMatchObject({ type: 'AdaptiveCard', version: '1.5', lang: language });
    expect(card.$schema).toBe('http://adaptivecards.io/schemas/adaptive-card.json');
    expect(card.fallbackText).toMatch(/\p{L}/u);
  });

  it.each(each)('%s (%s) in %s is a valid Adaptive Card', (_, __, language, sample) => {
    const card = render(language, sample);

    expect(complaints(withoutNewer(card) as Node)).toEqual([]);
    for (const node of nodesIn(card).filter(isNewer)) expect(node).toHaveProperty('fallback');
  });

  it.each(each)('%s (%s) in %s is small enough', (_, __, language, sample) => {
    const card = render(language, sample);

    expect(JSON.stringify(card).length).toBeLessThan(20_000);
    expect(cardLevelButtons(card).length).toBeLessThanOrEqual(6);
  });

  it.each(each)('%s (%s) in %s is readable by everyone', (_, __, language, sample) => {
    const card = render(language, sample);

    for (const input of nodesIn(card).filter((node) => String(node.type).startsWith('Input.'))) {
      expect(input).toHaveProperty('label');
      if (input.isRequired) expect(input).toHaveProperty('errorMessage');
    }
    for (const image of nodesOfType(card, 'Image')) expect(image).toHaveProperty('altText');
    for (const text of nodesOfType(card, 'TextBlock')) {
      expect(text).toMatchObject({ text: expect.stringMatching(/\S/) as string });
    }
    expect(nodesIn(card).filter((node) => node.style === 'heading').length).toBeLessThanOrEqual(1);
  });

  it.each(each)('%s (%s) in %s has buttons that every client can press', (_, __, language, sample) => {
    const card = render(language, sample);

    const asked = new Set(nodesIn(card).map((node) => node.id));
    for (const button of nodesOfType(card, 'Action.Execute')) {
      const { verb, data, title, fallback } = button as {
        verb: string;
        data: Node;
        title: string;
        fallback: Node;
      };
      expect(isVerb(verb)).toBe(true);
      expect(data.language ?? 'asked').toBe(asked.has('language') ? 'asked' : language);
      expect(fallback).toMatchObject({
        type: 'Action.Submit',
        title,
        data: { verb, ...data },
        msTeams: { feedback: { hide: true } },
      });
    }
    const inSets = nodesOfType(card, 'ActionSet').flatMap((set) => set.actions as Node[]);
    expect(new Set(buttonsIn(card))).toEqual(new Set(inSets));
  });

  it.each(each)('%s (%s) in %s can be told in one plain line', (_, __, language, sample) => {
    const summary = summaryOf(renderSample(cards, language, sample));

    expect(summary).toMatch(/^\S.*\S$/);
    expect(summary.length).toBeLessThan(300);
  });
});

describe('dates in the samples', () => {
  it.each(each)('%s (%s) in %s shows none in a machine’s form', (_, __, language, sample) => {
    const card = render(language, sample);

    const shown = nodesOfType(card, 'TextBlock', 'FactSet')
      .map((node) => JSON.stringify(node.type === 'TextBlock' ? node.text : node.facts))
      .join();
    expect(shown).not.toMatch(/\d{4}-\d{2}-\d{2}/);
  });
});
