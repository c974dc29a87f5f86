import { describe, expect, it } from '@jest/globals';
import { loadCards } from '../../../bot/cards/kit/cards.ts';
import { readSamples, renderSample, type CardSample } from '../../../bot/cards/samples.ts';
import { CONFIRMATION_ROUTES } from '../../../src/domain/confirming/route.ts';
import { LANGUAGES } from '../../../src/domain/language.ts';
import { CARDS_DIRECTORY, contentOf, nodesIn, type Node } from './support.ts';

const samples = readSamples(CARDS_DIRECTORY);
const each = CONFIRMATION_ROUTES.flatMap((route) => LANGUAGES.map((language) => [route, language] as const));

/** The actions of a card that are seen together, then those of each menu; fallbacks take an action's place and are left out. */
function actionsTogether(card: Node): Node[][] {
  const nodes = nodesIn(card);
  const lists = nodes.flatMap(({ actions }) => (Array.isArray(actions) ? [actions as Node[]] : []));
  const single = nodes.flatMap(({ selectAction, inlineAction }) =>
    [selectAction, inlineAction].filter((action) => action !== undefined),
  ) as Node[];
  const isSeen = ({ mode }: Node) => mode !== 'secondary';
  const menus = lists.map((actions) => actions.filter((action) => !isSeen(action)));
  return [[...single, ...lists.flat().filter(isSeen)], ...menus];
}

/** What a screen reader says of an action: its caption, then its tip. */
const nameOf = ({ title, tooltip }: Node) => [title, tooltip].filter(Boolean).join(', ');

const repeated = (names: string[]) => names.filter((name, place) => names.indexOf(name) !== place);

const LISTS = ['customers', 'oldest', 'matches'];

/** A sample whose customers all have one name, as branches of one company have. */
function ofOneName(sample: CardSample): CardSample {
  const { en, fr } = sample.inputs;
  return {
    ...sample,
    title: `${sample.title}, all of one name`,
    inputs: { en: renamed(en), fr: renamed(fr) },
  };
}

function renamed(input: Record<string, unknown>): Record<string, unknown> {
  const lists = LISTS.flatMap((list) => {
    const customers = input[list];
    if (!Array.isArray(customers)) return [];
    return [
      [list, customers.map((one: Node, at) => ({ ...one, name: 'Contoso', domain: `contoso${at}.com` }))],
    ];
  });
  return { ...input, ...(Object.fromEntries(lists) as Record<string, unknown>) };
}

describe.each(each)('on the route %s, in %s', (route, language) => {
  const cards = loadCards(CARDS_DIRECTORY, route);
  const twice = (shown: readonly CardSample[]) =>
    shown.flatMap((sample) =>
      actionsTogether(contentOf(renderSample(cards, language, sample)))
        .flatMap((together) => repeated(together.map(nameOf)))
        .map((name) => `${sample.name}: ${sample.title}: ${name}`),
    );

  it('no two actions of a card have the same name for a screen reader, nor two of one menu', () => {
    expect(twice(samples)).toEqual([]);
  });

  it('customers of one name are told apart by their domains', () => {
    expect(twice(samples.map(ofOneName))).toEqual([]);
  });
});
