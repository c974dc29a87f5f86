import type { ViewData } from '../../../src/domain/confirming/confirmation.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Verb } from '../../commands/verbs.ts';
import { adaptiveCard, type Card } from '../../teams/card.ts';
import type { Cards } from './cards.ts';
import { withFallback } from './finish.ts';

type Node = Record<string, unknown>;

/** The verb of every button that leads to a list or to the reminder. */
const BACK: Verb = 'customers.page';

/**
 * Returns a card that answers a press on a list or a reminder, with a way back to that view: each of its buttons carries the
 * view on, and one opens it again. A general button for the list becomes that one. Where there is none, one is added below
 * the others.
 */
export function withWayBack(cards: Cards, language: Language, card: Card, view: ViewData): Card {
  const title = cards.say(language, view.digest ? 'common.backToDigest' : 'common.backToList');
  const ways = { view, title, isFound: false };
  const content = carried(card.content, ways) as Node;
  if (ways.isFound) return adaptiveCard(content);
  const back = { type: 'Action.Execute', title, verb: BACK, data: view, associatedInputs: 'none' };
  const set = { type: 'ActionSet', spacing: 'small', actions: [withFallback(back, language)] };
  return adaptiveCard({ ...content, body: [...(content.body as Node[]), set] });
}

interface Ways {
  view: ViewData;
  title: string;
  isFound: boolean;
}

function carried(node: unknown, ways: Ways): unknown {
  if (Array.isArray(node)) return node.map((item) => carried(item, ways));
  if (typeof node !== 'object' || node === null) return node;
  const action = node as Node;
  if (action.type === 'Action.Execute') return carriedBy(action, ways);
  return Object.fromEntries(Object.entries(action).map(([name, value]) => [name, carried(value, ways)]));
}

function carriedBy(action: Node, ways: Ways): Node {
  const { view } = ways;
  const { language, ...data } = (action.data ?? {}) as Node;
  const ofLanguage = language === undefined ? {} : { language };
  if (action.verb !== BACK) {
    return data.list === undefined ? withData(action, { ...data, list: view, ...ofLanguage }) : action;
  }
  const isPlain = sameData(data, { page: 1 });
  if (!isPlain && !sameData(data, view)) return action;
  ways.isFound = true;
  return withData({ ...action, title: ways.title }, { ...view, ...ofLanguage });
}

/** The fallback for older clients holds the title and the data once more. */
function withData(action: Node, data: Node): Node {
  const { fallback, title, verb } = action;
  if (typeof fallback !== 'object') return { ...action, data };
  return { ...action, data, fallback: { ...(fallback as Node), title, data: { verb, ...data } } };
}

function sameData(one: Node, other: Node | ViewData): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
