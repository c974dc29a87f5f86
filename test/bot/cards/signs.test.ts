import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { remarkCard, REMARK_NAMES, type RemarkInput } from '../../../bot/cards/kit/remark.ts';
import { SIGNS } from '../../../bot/cards/kit/signs.ts';
import { readSamples, renderSample } from '../../../bot/cards/samples.ts';
import { LANGUAGES } from '../../../src/domain/language.ts';
import { cards, CARDS_DIRECTORY, contentOf, nodesIn, textsIn, type Node } from './support.ts';

const SIGN = /\p{Extended_Pictographic}\ufe0f?/gu;
const signsIn = (text: string): string[] => text.match(SIGN) ?? [];

/** What screen readers say for each sign, in English and French. */
const READ_AS: Record<(typeof SIGNS)[number], RegExp> = {
  '✅': /check|tick|coch/iu,
  '⚠️': /warning|avertissement/iu,
  '⛔': /no entry|sens interdit/iu,
  '⏳': /hourglass|sablier/iu,
  '📨': /envelope|enveloppe/iu,
  '🔒': /lock|cadenas|verrou/iu,
};

const samples = readSamples(CARDS_DIRECTORY);

/** What remarks tell beside their name. */
const TOLD = {
  ...{ until: new Date('2018-11-10T09:00:00Z'), expert: 'Licences', start: 'What if', name: 'list.csv' },
  ...{ reason: 'sign-in-expired', code: '900421' },
};

/** Every sample and every remark in a language, under its title. */
function drawn(language: (typeof LANGUAGES)[number]): [string, Node][] {
  const ofSamples = samples.map((sample): [string, Node] => [
    `${sample.name}: ${sample.title}`,
    contentOf(renderSample(cards, language, sample)),
  ]);
  const remarks = REMARK_NAMES.map((remark): [string, Node] => [
    `remark: ${remark}`,
    contentOf(remarkCard(cards, language, { ...TOLD, remark } as RemarkInput)),
  ]);
  return [...ofSamples, ...remarks];
}

describe('the signs of cards', () => {
  it('are six at most in all templates, texts and builders', () => {
    const root = join(CARDS_DIRECTORY, '..');
    const files = globSync(['cards/**/*.json', 'bot/**/*.ts'], { cwd: root }).filter(
      (file) => !file.endsWith('.sample.json'),
    );

    const used = files.flatMap((file) => signsIn(readFileSync(join(root, file), 'utf8')));

    expect(files.length).toBeGreaterThan(100);
    expect(new Set(used)).toEqual(new Set(SIGNS));
    expect(SIGNS.length).toBeLessThanOrEqual(6);
  });

  it.each(LANGUAGES)('are read aloud once on a card, in %s', (language) => {
    const twice = drawn(language).flatMap(([title, card]) => {
      const captions = nodesIn(card).flatMap(({ type, title }) =>
        type === 'Action.Execute' ? [String(title)] : [],
      );
      const signs = signsIn([...textsIn(card), ...captions].join('\n'));
      return signs.filter((sign, place) => signs.indexOf(sign) !== place).map((sign) => `${title}: ${sign}`);
    });

    expect(twice).toEqual([]);
  });

  it.each(LANGUAGES)('stand beside no word that they are read as, in %s', (language) => {
    const beside = drawn(language).flatMap(([title, card]) =>
      textsIn(card)
        .filter((text) => SIGNS.some((sign) => text.startsWith(sign) && READ_AS[sign].test(text)))
        .map((text) => `${title}: ${text}`),
    );

    expect(beside).toEqual([]);
  });
});
