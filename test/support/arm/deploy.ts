import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../source-files.ts';
import { evaluate, RefusedByTemplate, type Surroundings } from './evaluate.ts';

/** A parameter of a template, with what may be given for it. */
export interface TemplateParameter {
  type: 'string' | 'securestring' | 'int' | 'bool';
  defaultValue?: unknown;
  allowedValues?: unknown[];
  minLength?: number;
  maxLength?: number;
  minValue?: number;
  maxValue?: number;
  metadata?: { description?: string };
}

interface TemplateResource {
  condition?: unknown;
  type: string;
  apiVersion: string;
  name: string;
  scope?: string;
  dependsOn?: string[];
}

export interface Template {
  parameters: Record<string, TemplateParameter>;
  variables: Record<string, unknown>;
  resources: TemplateResource[];
  outputs: Record<string, { type: string; value: unknown; metadata?: { description?: string } }>;
}

/** A resource as Azure would get it, with every expression replaced by its value. */
export interface Deployed {
  id: string;
  type: string;
  apiVersion: string;
  body: Record<string, unknown>;
  dependsOn: readonly string[];
  /** The other resources whose state or id its body asks for. */
  asksFor: readonly string[];
}

/** Each parameter that is wrong or missing, by its name; what the deployment would be refused for before it begins. */
export class ParametersRefused extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** The template as it is in the repository. */
export function readTemplate(): Template {
  return JSON.parse(readFileSync(join(ROOT, 'infra/azuredeploy.json'), 'utf8')) as Template;
}

/**
 * Does with a template what Azure does before it calls anything: checks the parameters against their constraints, and gives
 * every resource with its expressions evaluated. `state` says what a deployed resource tells, by its type. Throws
 * ParametersRefused.
 */
export function deploy(
  template: Template,
  given: Readonly<Record<string, unknown>>,
  state: Readonly<Record<string, (name: string) => unknown>>,
): { resources: Deployed[]; outputs: Record<string, unknown> } {
  const problems = parameterProblems(template, given);
  if (problems.length > 0) throw new ParametersRefused(problems);
  const defaults = Object.entries(template.parameters).map(([name, { defaultValue }]) => [
    name,
    defaultValue,
  ]);
  const parameters = { ...(Object.fromEntries(defaults) as object), ...given };

  let asked = new Set<string>();
  const ask = (id: string) => {
    asked.add(id);
    const [type, name] = typeAndName(id);
    const known = state[type];
    if (!known) throw new Error(`The state of ${type} is not known`);
    return known(name);
  };
  const around: Surroundings = { parameters, variables: template.variables, reference: ask, listKeys: ask };
  const value = <T>(node: unknown) => evaluate(node, around) as T;

  try {
    for (const name of Object.keys(template.variables)) value(`[variables('${name}')]`);
    const resources = template.resources.flatMap((resource) => {
      const { condition = true, type, apiVersion, name, scope, dependsOn = [], ...rest } = resource;
      if (value(condition) === false) return [];
      asked = new Set();
      const id = resourceIdOf(type, value(name), scope === undefined ? undefined : value(scope));
      const body = value<Record<string, unknown>>(rest);
      for (const each of JSON.stringify(body).match(/\/subscriptions\/[^"]+/g) ?? []) asked.add(each);
      return [{ id, type, apiVersion, body, dependsOn: value<string[]>(dependsOn), asksFor: [...asked] }];
    });
    const outputs = Object.entries(template.outputs).map(([name, output]) => [name, value(output.value)]);
    return { resources, outputs: Object.fromEntries(outputs) as Record<string, unknown> };
  } catch (error) {
    if (error instanceof RefusedByTemplate) throw new ParametersRefused([error.message]);
    throw error;
  }
}

function parameterProblems({ parameters }: Template, given: Readonly<Record<string, unknown>>): string[] {
  const unknown = Object.keys(given).filter((name) => !(name in parameters));
  return [
    ...unknown.map((name) => `${name}: there is no such parameter`),
    ...Object.entries(parameters).flatMap(([name, parameter]) => {
      const value = given[name] ?? parameter.defaultValue;
      if (value === undefined) return [`${name}: missing`];
      return constraintProblems(parameter, value).map((problem) => `${name}: ${problem}`);
    }),
  ];
}

function constraintProblems(parameter: TemplateParameter, value: unknown): string[] {
  const { type, allowedValues, minLength, maxLength, minValue, maxValue } = parameter;
  const isNumber = type === 'int';
  if (typeof value !== (isNumber ? 'number' : type === 'bool' ? 'boolean' : 'string'))
    return [`must be ${type}`];
  const size = isNumber ? (value as number) : String(value).length;
  const [least, most] = isNumber ? [minValue, maxValue] : [minLength, maxLength];
  return [
    ...(allowedValues && !allowedValues.includes(value)
      ? [`must be one of ${allowedValues.join(', ')}`]
      : []),
    ...(least !== undefined && size < least ? [`must be at least ${least}`] : []),
    ...(most !== undefined && size > most ? [`must be at most ${most}`] : []),
  ];
}

function resourceIdOf(type: string, name: string, scope: string | undefined): string {
  const names = name.split('/').map((part) => `'${part}'`);
  const [call, args] = scope === undefined ? ['resourceId', ''] : ['extensionResourceId', `'${scope}', `];
  return evaluate(`[${call}(${args}'${type}', ${names.join(', ')})]`, {} as Surroundings) as string;
}

function typeAndName(id: string): [string, string] {
  const [provider, ...levels] = id.split('/providers/').at(-1)!.split('/');
  return [[provider, ...levels.filter((_, place) => place % 2 === 0)].join('/'), levels.at(-1)!];
}
