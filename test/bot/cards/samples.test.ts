import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createRequire } from 'node:module';
import { CARD_NAMES, summaryOf, type CardName } from '../../../bot/cards/kit/cards.ts';
import { longSample } from '../../../bot/cards/long-sample.ts';
import { readSamples, renderSample } from '../../../bot/cards/samples.ts';
import { LANGUAGES, type Language } from '../../../src/domain/language.ts';
import { isVerb } from '../../../bot/commands/verbs.ts';
import {
  buttonsIn,
  cards,
  CARDS_DIRECTORY,
  contentOf,
  nodesIn,
  nodesOfType,
  textIn,
  type Node,
} from './support.ts';
import type { Card } from '../../../bot/teams/card.ts';

interface Parsed {
  validateProperties(): { validationEvents: { message: string }[] };
}
const AdaptiveCards = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as {
  AdaptiveCard: new () => Parsed & { hostConfig: unknown; parse(card: unknown, context: object): void };
  HostConfig: new (config: object) => unknown;
  SerializationContext: new () => { eventCount: number; getEventAt(index: number): { message: string } };
};

/** How many buttons Teams takes in one place, those of its menu counted. */
const TEAMS = new AdaptiveCards.HostConfig({ actions: { maxActions: 6 } });

const samples = readSamples(CARDS_DIRECTORY);
const each = LANGUAGES.flatMap((language) =>
  CARD_NAMES.map((name): [CardName, Language] => [name, language]),
);
/** An answer replaces the card that was pressed, and these are never one: they say one thing where they are posted. */
const STANDS_ALONE = new Set<CardName>(['customer-shared', 'expert-question', 'digest-replaced']);
const WIDE = new Set<CardName>([
  'status',
  'unconfirmed',
  'digest',
  'customer-matches',
  'import-preview',
  'import-progress',
]);
/** What stands in a menu, and what is hidden until it is asked for, is not seen at first. */
const ON_CUSTOMERS_CARD = new Set(['reminder.assign', 'customer.chooseAssignee', 'import.template']);
const isSeen = ({ mode }: Node) => mode !== 'secondary';
/** A title is larger than the headings of its sections. */
const SECTION_SIZES = new Set<unknown>(['small', 'default']);
/** Teams takes 100 KB of UTF-16; some clients have taken less. */
const LONGEST_MESSAGE = 40_000;

const made = new Map<string, [string, Card][]>();

/** A card's samples in a language, with the longest realistic texts too, each under its title so that a failure names it. */
function attachmentsOf(name: CardName, language: Language): [string, Card][] {
  const known = made.get(`${name} ${language}`);
  if (known) return known;
  const attachments = samples
    .filter((sample) => sample.name === name)
    .flatMap((sample): [string, Card][] => [
      [sample.title, renderSample(cards, language, sample)],
      [`${sample.title}, longest texts`, renderSample(cards, language, longSample(sample))],
    ]);
  made.set(`${name} ${language}`, attachments);
  return attachments;
}
const cardsOf = (name: CardName, language: Language): [string, Node][] =>
  attachmentsOf(name, language).map(([title, attachment]) => [title, contentOf(attachment)]);

/** What the parser has against a card. `lang` is kept from it: it checks with a regular expression that remembers. */
function complaints(card: Node): string[] {
  const parsed = new AdaptiveCards.AdaptiveCard();
  parsed.hostConfig = TEAMS;
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

/** Buttons of the card itself that are seen; those in a customer's row belong to the row. */
function cardLevelButtons(card: Node): Node[] {
  const apart = nodesIn(card).filter(
    ({ type, separator, columns, isVisible }) =>
      (type === 'Container' && (separator === true || isVisible === false)) ||
      (Array.isArray(columns) && columns.some((column) => (column as Node).selectAction)),
  );
  const inRows = new Set(apart.flatMap(buttonsIn));
  return buttonsIn(card).filter((button) => !inRows.has(button) && isSeen(button));
}

describe.each(each)('every sample of %s in %s', (name, language) => {
  it('is complete', () => {
    for (const [title, card] of cardsOf(name, language)) {
      expect([title, JSON.stringify(card)]).not.toContainEqual(expect.stringMatching(/\$\{|[\ufdd0\ufdd1]/));
      expect([title, card]).toMatchObject([
        title,
        {
          type: 'AdaptiveCard',
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          version: '1.5',
          lang: language,
          fallbackText: expect.stringMatching(/\p{L}/u) as unknown,
        },
      ]);
    }
  });

  it('is a valid Adaptive Card, newer elements apart, which say what to show instead', () => {
    for (const [title, card] of cardsOf(name, language)) {
      expect([title, complaints(withoutNewer(card) as Node)]).toEqual([title, []]);
      expect([title, nodesIn(card).filter((node) => isNewer(node) && !node.fallback)]).toEqual([title, []]);
    }
  });

  it('makes a message that Teams takes, with at most six buttons of its own', () => {
    for (const [title, attachment] of attachmentsOf(name, language)) {
      const message = { type: 'message', attachments: [attachment], summary: summaryOf(attachment) };

      const isTaken = JSON.stringify(message).length < LONGEST_MESSAGE;

      expect([title, isTaken]).toEqual([title, true]);
      expect([title, cardLevelButtons(contentOf(attachment)).length <= 6]).toEqual([title, true]);
    }
  });

  it('can be read by everyone: labels, error texts, image texts, one title, no empty text', () => {
    for (const [title, card] of cardsOf(name, language)) {
      const nodes = nodesIn(card);
      const inputs = nodes.filter((node) => String(node.type).startsWith('Input.'));
      const lacking = [
        ...inputs.filter((input) => !input.label || !input.errorMessage),
        ...nodes.filter((node) => node.type === 'Image' && !node.altText),
        ...nodes.filter((node) => node.type === 'TextBlock' && !/\S/.test(String(node.text))),
        // Sections have headings of their own, smaller than the title.
        ...nodes.filter((node) => node.style === 'heading' && !SECTION_SIZES.has(node.size)).slice(1),
      ];

      expect([title, lacking]).toEqual([title, []]);
    }
  });

  it('has buttons that every client can press, and that answer in its language', () => {
    for (const [title, card] of cardsOf(name, language)) {
      const asksForLanguage = nodesIn(card).some((node) => node.id === 'language');
      for (const button of nodesOfType(card, 'Action.Execute')) {
        const data = button.data as Node;
        expect([title, isVerb(button.verb)]).toEqual([title, true]);
        expect([title, data.language]).toEqual([title, asksForLanguage ? undefined : language]);
        // What stands in a row's menu stands on the customer's card as well.
        if (button.fallback === 'drop') {
          expect([title, isSeen(button), ON_CUSTOMERS_CARD.has(String(button.verb))]).toEqual([
            title,
            false,
            true,
          ]);
          continue;
        }
        expect([title, button.fallback]).toMatchObject([
          title,
          {
            type: 'Action.Submit',
            title: button.title,
            data: { verb: button.verb, ...data },
            msTeams: { feedback: { hide: true } },
          },
        ]);
      }
    }
  });

  it('shows a way on besides what it asks for, unless it is a message that takes no other card’s place', () => {
    for (const [title, card] of cardsOf(name, language)) {
      const inputs = nodesIn(card).filter((node) => String(node.type).startsWith('Input.'));
      const waysOn = buttonsIn(card).filter(
        ({ style, associatedInputs }) =>
          style !== 'positive' && (inputs.length === 0 || associatedInputs === 'none'),
      );

      expect([title, waysOn.length > 0 || STANDS_ALONE.has(name)]).toEqual([title, true]);
    }
  });

  it('puts nothing to press or to fill in inside what can be pressed as a whole', () => {
    for (const [title, card] of cardsOf(name, language)) {
      const pressable = nodesIn(card).filter((node) => node.selectAction);
      const inside = pressable.flatMap((node) => nodesIn(node.items));

      const isActive = ({ type }: Node) => /^(Action|Input)/.test(String(type));
      expect([title, inside.filter(isActive)]).toEqual([title, []]);
    }
  });

  it('has forms whose captions or tips tell one row from the other, beside a name that opens the customer', () => {
    for (const [title, card] of cardsOf(name, language).filter(([each]) => !each.endsWith('longest texts'))) {
      const rows = nodesOfType(card, 'Action.Execute').filter(({ verb }) => verb === 'confirmation.open');
      const told = new Set(rows.map(({ title: caption, tooltip }) => tooltip ?? caption));
      const customers = new Set(rows.map(({ data }) => (data as Node).customerId));
      const names = nodesIn(card).flatMap(({ selectAction }) => (selectAction ? [selectAction as Node] : []));

      expect([title, told.size]).toEqual([title, customers.size]);
      expect([title, new Set(names.map((each) => each.title)).size]).toEqual([title, names.length]);
    }
  });

  it('is as wide as the conversation where it holds lists or figures', () => {
    for (const [title, card] of cardsOf(name, language)) {
      const { width } = (card.msteams ?? {}) as Node;

      expect([title, width]).toEqual([title, WIDE.has(name) ? 'Full' : undefined]);
    }
  });

  it('keeps its buttons in action sets, where old clients heed the fallback, but for those beside a menu', () => {
    for (const [title, card] of cardsOf(name, language)) {
      const atRoot = (card.actions ?? []) as Node[];
      expect([title, atRoot.length === 0 || !atRoot.every(isSeen)]).toEqual([title, true]);
      const inSets = [...nodesOfType(card, 'ActionSet').flatMap((set) => set.actions as Node[]), ...atRoot];
      // A name that leads to its customer does so in current clients; in others it is a name.
      const names = nodesIn(card).flatMap(({ selectAction }) => (selectAction ? [selectAction as Node] : []));
      const inline = nodesIn(card).flatMap(({ inlineAction }) =>
        inlineAction ? [inlineAction as Node] : [],
      );
      const kept = [...inSets, ...names, ...inline];

      expect([title, buttonsIn(card).filter((button) => !kept.includes(button))]).toEqual([title, []]);
    }
  });

  it('can be told in one plain line', () => {
    for (const [title, attachment] of attachmentsOf(name, language)) {
      expect([title, summaryOf(attachment)]).toEqual([title, expect.stringMatching(/^\S.{1,298}\S$/)]);
    }
  });

  it('shows no date in a machine’s form', () => {
    for (const [title, card] of cardsOf(name, language)) {
      expect([title, textIn(card)]).toEqual([title, expect.not.stringMatching(/\d{4}-\d{2}-\d{2}/)]);
    }
  });
});

describe('the longest texts', () => {
  it('are on the cards: names of eighty letters, in words that break and in one that does not', () => {
    const all = samples.map((sample) =>
      JSON.stringify(renderSample(cards, 'fr', longSample(sample)).content),
    );

    const spaced = all.filter((card) =>
      card.includes('Société Générale de Maintenance Industrielle, Tertiaire'),
    );
    const whole = all.filter((card) =>
      card.includes('Donaudampfschifffahrtselektrizitätenhauptbetriebswerk'),
    );

    expect(spaced.length).toBeGreaterThan(20);
    expect(whole.length).toBeGreaterThan(3);
  });

  it('leave everything else of a sample as it is', () => {
    const sample = samples.find(({ name, title }) => name === 'customer' && title === 'Unconfirmed')!;

    const { en } = longSample(sample).inputs;

    expect(en).toMatchObject({ now: sample.inputs.en.now, timeZone: 'Europe/Paris' });
    const { name, waitingSince, agreementState } = en.customer as Record<string, unknown>;
    expect([agreementState, waitingSince instanceof Date]).toEqual(['unconfirmed', true]);
    expect(String(name)).toHaveLength(80);
  });
});

it.each([...CARD_NAMES])('the sections of %s have headings, which screen readers find', (name) => {
  const template = JSON.parse(readFileSync(join(CARDS_DIRECTORY, `${name}.card.json`), 'utf8')) as Node;

  const titles = nodesIn(template).filter(
    ({ type, text, weight }) =>
      type === 'TextBlock' && weight === 'bolder' && /\$\{words\.\w*[tT]itle\}/.test(String(text)),
  );

  expect(titles.filter(({ style }) => style !== 'heading')).toEqual([]);
});

it.each([...LANGUAGES])('a greeting has one button that stands out, the first, in %s', (language) => {
  for (const [title, card] of cardsOf('welcome', language)) {
    const styles = buttonsIn(card).map(({ style }) => style === 'positive');

    expect([title, styles.indexOf(true), styles.lastIndexOf(true)]).toEqual([title, 0, 0]);
  }
});
