import { createHash } from 'node:crypto';
import { parseExpression, type Expression } from './expression.ts';

/** What a template can ask of the place that it is deployed to. */
export interface Surroundings {
  parameters: Readonly<Record<string, unknown>>;
  variables: Readonly<Record<string, unknown>>;
  /** The state of a deployed resource, by its id. */
  reference(id: string): unknown;
  /** Keys of a deployed resource, by its id. */
  listKeys(id: string): unknown;
}

/** A template refused its parameters by its own `fail(…)`. */
export class RefusedByTemplate extends Error {}

const SUBSCRIPTION = '22222222-2222-4222-8222-222222222222';
export const TENANT = '33333333-3333-4333-8333-333333333333';
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/bots`;

/** Replaces every expression in a part of a template by its value. Throws on a function that it does not know. */
export function evaluate(node: unknown, around: Surroundings): unknown {
  if (typeof node === 'string') return evaluateText(node, around);
  if (Array.isArray(node)) return node.map((each) => evaluate(each, around));
  if (node === null || typeof node !== 'object') return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [evaluateText(key, around), evaluate(value, around)]),
  );
}

function evaluateText(text: string, around: Surroundings): unknown {
  if (!text.startsWith('[') || !text.endsWith(']')) return text;
  return text.startsWith('[[') ? text.slice(1) : valueOf(parseExpression(text.slice(1, -1)), around);
}

function valueOf(expression: Expression, around: Surroundings): unknown {
  if (expression.kind === 'constant') return expression.value;
  if (expression.kind === 'part') {
    const whole = valueOf(expression.of, around) as Record<string, unknown>;
    const key = String(valueOf(expression.key, around));
    if (whole[key] === undefined) throw new Error(`There is no ${key} in ${JSON.stringify(whole)}`);
    return whole[key];
  }
  const { name, args } = expression;
  // The one function of which only the branch taken is evaluated.
  if (name === 'if') return valueOf(valueOf(args[0]!, around) === true ? args[1]! : args[2]!, around);
  const call = FUNCTIONS[name];
  if (!call) throw new Error(`The function ${name} is not known`);
  return call(args.map((each) => valueOf(each, around)) as never[], around);
}

const named = (from: Readonly<Record<string, unknown>>, name: string, what: string, around: Surroundings) => {
  if (!(name in from)) throw new Error(`There is no ${what} ${name}`);
  return evaluate(from[name], around);
};

const digest = (...parts: unknown[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
const guid = (hex: string) =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');

/** The names of a resource go one into each level of its type: `A/b/c` with two names is `A/b/<one>/c/<other>`. */
function idOf(type: string, names: readonly string[], scope: string): string {
  const [provider, ...levels] = type.split('/');
  if (levels.length !== names.length)
    throw new Error(`${type} needs ${levels.length} names, not ${names.length}`);
  return `${scope}/providers/${provider}/${levels.map((level, place) => `${level}/${names[place]}`).join('/')}`;
}

type Call = (args: never[], around: Surroundings) => unknown;

const FUNCTIONS: Record<string, Call | undefined> = {
  parameters: ([name]: string[], around) => named(around.parameters, name!, 'parameter', around),
  variables: ([name]: string[], around) => named(around.variables, name!, 'variable', around),
  resourceGroup: () => ({ id: GROUP, name: 'bots', location: 'francecentral' }),
  subscription: () => ({ subscriptionId: SUBSCRIPTION, tenantId: TENANT }),
  environment: () => ({ authentication: { loginEndpoint: 'https://login.microsoftonline.com/' } }),
  resourceId: ([type, ...names]: string[]) => idOf(type!, names, GROUP),
  subscriptionResourceId: ([type, ...names]: string[]) =>
    idOf(type!, names, `/subscriptions/${SUBSCRIPTION}`),
  extensionResourceId: ([scope, type, ...names]: string[]) => idOf(type!, names, scope!),
  reference: ([id]: string[], around) => around.reference(id!),
  listKeys: ([id]: string[], around) => around.listKeys(id!),
  uniqueString: (args) =>
    [...digest(args).slice(0, 13)].map((digit) => 'abcdefghijklmnop'[parseInt(digit, 16)]).join(''),
  guid: (args) => guid(digest(args)),
  format: ([pattern, ...values]: string[]) =>
    pattern!.replace(/\{(\d+)\}/g, (_, place: string) => String(values[Number(place)])),
  split: ([text, separator]: string[]) => text!.split(separator!),
  first: ([list]: unknown[][]) => list![0],
  length: ([value]: (string | unknown[])[]) => value!.length,
  contains: ([text, part]: string[]) => text!.includes(part!),
  endsWith: ([text, end]: string[]) => text!.endsWith(end!),
  equals: ([one, other]) => one === other,
  lessOrEquals: ([one, other]: number[]) => one! <= other!,
  and: (all: boolean[]) => all.every(Boolean),
  not: ([value]: boolean[]) => !value,
  empty: ([value]: (string | unknown[])[]) => value!.length === 0,
  json: ([text]: string[]) => JSON.parse(text!) as unknown,
  uriComponent: ([text]: string[]) => encodeURIComponent(text!),
  createArray: (items) => items,
  createObject: (pairs: unknown[]) =>
    Object.fromEntries(
      pairs.flatMap((key, place) => (place % 2 === 0 ? [[key, pairs[place + 1]]] : [])),
    ) as object,
  fail: ([message]: string[]) => {
    throw new RefusedByTemplate(message);
  },
};
