import type { ConfirmationRoute } from '../../../src/domain/confirming/route.ts';
import type { Language } from '../../../src/domain/language.ts';
import { asMarkdown, asTitle, withoutMarks, withoutUserText } from './user-text.ts';

type Json = unknown;
type Node = Record<string, Json>;

/** The properties in which Teams reads markdown. Facts have no type of their own. */
const MARKDOWN_PROPERTIES = new Set([
  'TextBlock.text',
  'AdaptiveCard.fallbackText',
  'Fact.title',
  'Fact.value',
]);
const TITLE_PROPERTIES = new Set([
  'title',
  'tooltip',
  'altText',
  'label',
  'placeholder',
  'errorMessage',
  'legend',
]);

/**
 * Makes an expanded template ready to send: escapes people's own words where markdown is read, gives every
 * Action.Execute its language, the verb of the route and a fallback for older clients, drops what the template left empty.
 * Throws when a placeholder was left unfilled.
 */
export function finishCard(card: Node, language: Language, route: ConfirmationRoute = 'classic'): Node {
  const ofButtons = asksForLanguage(card) ? undefined : language;
  return finishNode(card, { type: '', language: ofButtons, route }) as Node;
}

interface Place {
  type: string;
  /** Goes into the data of buttons; undefined where an input of the same name gives it. */
  language: Language | undefined;
  route: ConfirmationRoute;
}

function finishNode(node: Json, place: Place, property = ''): Json {
  if (typeof node === 'string') return finishString(node, place.type, property);
  if (Array.isArray(node)) return node.map((item) => finishNode(item, place, property)).filter(isGiven);
  if (typeof node !== 'object' || node === null) return node;
  const type =
    property === 'facts'
      ? 'Fact'
      : typeof (node as Node).type === 'string'
        ? String((node as Node).type)
        : '';
  const finished = Object.fromEntries(
    Object.entries(node)
      .map(([name, value]) => [name, finishNode(value, { ...place, type }, name)] as const)
      .filter(([name, value]) => isGiven(value) && !isEmptyInput(type, name, value)),
  );
  return type === 'Action.Execute' ? withFallback(onRoute(finished, place.route), place.language) : finished;
}

function finishString(text: string, type: string, property: string): string {
  const unfilled = /\$\{[^}]*\}/.exec(withoutUserText(text))?.[0];
  if (unfilled) throw new Error(`Nothing given for ${unfilled}`);
  if (MARKDOWN_PROPERTIES.has(`${type}.${property}`)) return asMarkdown(text);
  return TITLE_PROPERTIES.has(property) ? asTitle(text) : withoutMarks(text);
}

/** Where customers accept with Microsoft itself, a button to a customer's form leads to asking that customer instead. */
function onRoute(action: Node, route: ConfirmationRoute): Node {
  const isOfCustomer = (action.data as Node | undefined)?.customerId !== undefined;
  const isForm = action.verb === 'confirmation.open' && isOfCustomer;
  return route === 'direct' && isForm ? { ...action, verb: 'customer.ask' } : action;
}

/** For clients that do not know Action.Execute: they send the same data as a message, with the verb in it. */
export function withFallback(action: Node, language: Language | undefined): Node {
  const data = { ...(action.data as Node | undefined), ...(language && { language }) };
  // A button in a menu gets none: the message has its limits, and another card offers the same.
  if (action.fallback === 'drop') return { ...action, data };
  const fallback = {
    type: 'Action.Submit',
    title: action.title,
    ...(action.tooltip ? { tooltip: action.tooltip } : {}),
    ...(action.style ? { style: action.style } : {}),
    ...(action.mode ? { mode: action.mode } : {}),
    ...(action.associatedInputs ? { associatedInputs: action.associatedInputs } : {}),
    data: { verb: action.verb, ...data },
    msTeams: { feedback: { hide: true } },
  };
  return { ...action, data, fallback };
}

function asksForLanguage(node: Json): boolean {
  if (typeof node !== 'object' || node === null) return false;
  const { type, id } = node as Node;
  return (
    (typeof type === 'string' && type.startsWith('Input.') && id === 'language') ||
    Object.values(node).some(asksForLanguage)
  );
}

/** An empty input has no value at all: an empty text would be no date. */
const isEmptyInput = (type: string, property: string, value: Json) =>
  type.startsWith('Input.') && property === 'value' && value === '';

const isGiven = (value: Json) => value !== null && value !== undefined;
