import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setImmediate as nextTick } from 'node:timers/promises';
import { customerPage, PARTNER_CENTER_SITE } from '../../../src/domain/customers/customer-page.ts';
import type { ConfirmationRoute } from '../../../src/domain/confirming/route.ts';
import type { Language } from '../../../src/domain/language.ts';
import { finishCard } from './finish.ts';
import { loadStrings, type StringKey, type Strings, type Values } from './strings.ts';
import { unescapeMarkdown, withoutMarks } from './user-text.ts';
import { adaptiveCard, type Card } from '../../teams/card.ts';

export const CARD_NAMES = [
  'welcome',
  'help',
  'faq-answer',
  'faq-suggestions',
  'faq-outside',
  'expert-question',
  'expert-answer',
  'confirmation-form',
  'confirmation-recorded',
  'confirmation-outcome',
  'details-collected',
  'customer',
  'ask-customer',
  'customer-note',
  'customer-asked',
  'customer-shared',
  'customer-matches',
  'assign-customer',
  'unconfirmed',
  'status',
  'digest',
  'digest-done',
  'digest-replaced',
  'settings',
  'import-preview',
  'import-progress',
  'import-refused',
  'remark',
] as const;
export type CardName = (typeof CARD_NAMES)[number];

/** Every card and every text, read once. */
export interface Cards {
  /** The route of confirming, which decides what buttons and some texts say. */
  route: ConfirmationRoute;
  /** The address of a customer's page in Partner Center; undefined in a cloud whose pages the bot does not know. */
  pageOf(customerId: string): string | undefined;
  /**
   * A card in a language. `data` must have passed the card's own schema; it also fills the card's texts.
   * Throws when the template asks for something that was not given.
   */
  render(name: CardName, language: Language, data: object): Card;
  /**
   * Parses the templates not used yet, one at a time, so that no person waits for it at the first card. Stops early when
   * the signal is aborted.
   */
  parseAll(signal?: AbortSignal): Promise<void>;
  /** A plain text, for summaries and error messages. */
  say(language: Language, key: StringKey, values?: Values): string;
  /** A text to stand in a card's data: people's own words in it are escaped when the card is rendered. */
  phrase(language: Language, key: StringKey, values?: Values): string;
}

/** Returns the line a notification shows of a card: its `fallbackText` as plain text. */
export function summaryOf(card: Card): string {
  return unescapeMarkdown((card.content as { fallbackText: string }).fallbackText);
}

/**
 * Reads every template and text in a folder, for one route of confirming. `site`: where Partner Center's pages are;
 * undefined where customers have none. Throws when a file is missing, is no JSON, or names a text that does not exist.
 */
export function loadCards(
  directory: string,
  route: ConfirmationRoute = 'classic',
  { site }: { site: string | undefined } = { site: PARTNER_CENTER_SITE },
): Cards {
  const strings = loadStrings(directory, route);
  const templates = new Map(CARD_NAMES.map((name) => [name, loadTemplate(directory, name, strings)]));

  return {
    route,
    pageOf: (customerId) => (site === undefined ? undefined : customerPage(site, customerId)),
    render(name, language, data) {
      const { parsed, words } = templates.get(name) as LoadedTemplate;
      const filled = { ...data, words: fillWords(words, strings, language, data) };
      const body = parsed().expand({ $root: filled }) as Record<string, unknown>;
      const card = { ...body, lang: language, fallbackText: filled.words.summary };
      return adaptiveCard(finishCard(card, language, route));
    },
    async parseAll(signal) {
      for (const { parsed } of templates.values()) {
        await nextTick();
        if (signal?.aborted) return;
        parsed();
      }
    },
    say: (language, key, values) => withoutMarks(strings.phrase(language, key, values)),
    phrase: (language, key, values) => strings.phrase(language, key, values),
  };
}

interface LoadedTemplate {
  /** Parses its expressions on the first call: parsing all templates takes half a second. */
  parsed: () => ParsedTemplate;
  words: Word[];
}

interface ParsedTemplate {
  expand(context: { $root: object }): unknown;
}

/** A text the template names: `${words.title}` is `title` of the card's own texts, or of those all cards share. */
interface Word {
  name: string;
  key: string;
}

/**
 * Loads the package at the first card: with all it brings along it takes a tenth of a second. Its own types import another
 * package's TypeScript sources, which do not compile under our rules.
 */
function parseTemplate(card: unknown): ParsedTemplate {
  const { Template } = createRequire(import.meta.url)('adaptivecards-templating') as {
    Template: new (card: unknown) => ParsedTemplate;
  };
  return new Template(card);
}

function loadTemplate(directory: string, name: CardName, strings: Strings): LoadedTemplate {
  const text = readFileSync(join(directory, `${name}.card.json`), 'utf8');
  const names = new Set([
    'summary',
    ...[...text.matchAll(/\bwords\.(\w+)/g)].map((match) => match[1] as string),
  ]);
  const words = [...names].map((word) => {
    const key = [`${name}.${word}`, `common.${word}`].find((each) => strings.has(each));
    if (!key) throw new Error(`Card ${name} names a text that does not exist: ${word}`);
    return { name: word, key };
  });
  const card: unknown = JSON.parse(text);
  let template: ParsedTemplate | undefined;
  return { parsed: () => (template ??= parseTemplate(card)), words };
}

/** Fills the texts whose values are all given. A template must not show the others. */
function fillWords(
  words: Word[],
  strings: Strings,
  language: Language,
  data: object,
): Record<string, string> {
  const values = data as Values;
  return Object.fromEntries(
    words
      .map((word) => ({ ...word, needs: strings.argumentsOf(word.key) }))
      .filter(({ needs }) => needs.every((name) => values[name] !== undefined))
      .map(({ name, key, needs }) => [
        name,
        strings.phrase(
          language,
          key,
          Object.fromEntries(needs.map((each) => [each, values[each] as string])),
        ),
      ]),
  );
}
