import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { npmPackage } from './npm-package.ts';

/** A kind of value as Microsoft's management packages describe it, in the names of the wire. */
interface WireType {
  name: string;
  className?: string;
  allowedValues?: unknown[];
  element?: { type: WireType };
  value?: { type: WireType };
  modelProperties?: Record<string, WireProperty>;
  additionalProperties?: unknown;
  polymorphicDiscriminator?: { serializedName: string };
}

interface WireProperty {
  serializedName: string;
  required?: boolean;
  readOnly?: boolean;
  constraints?: {
    MaxLength?: number;
    MinLength?: number;
    Pattern?: RegExp;
    InclusiveMinimum?: number;
    InclusiveMaximum?: number;
  };
  type: WireType;
}

/** What one package of Microsoft's knows of its resources. */
export interface AzureTypes {
  apiVersions: readonly string[];
  /** What is wrong with a resource of a class, one line each, by its path. */
  problems(className: string, resource: unknown): string[];
}

const MODELS = ['dist/esm/models', 'dist-esm/src/models'];

/** Reads a package `@azure/arm-…@version`: its API version, and the shapes and known values of what it sends. */
export async function azureTypes(name: string): Promise<AzureTypes> {
  const folder = await npmPackage(name);
  const models = MODELS.map((path) => join(folder, path)).find((path) => existsSync(path));
  if (models === undefined) throw new Error(`${name} has no models`);
  const load = async (file: string) =>
    (await import(pathToFileURL(join(models, file)).href)) as Record<string, unknown>;
  const mappers = (await load('mappers.js')) as Record<string, { type: WireType }>;
  const values = await load('index.js');
  const declared = declaredTypes(join(models, 'index.d.ts'));
  const versions = readFileSync(join(models, 'parameters.js'), 'utf8').matchAll(
    /defaultValue: "(\d{4}-\d\d-\d\d)"/g,
  );

  const kinds = (mappers.discriminators ?? {}) as unknown as typeof mappers;

  /** The class itself, or the one of its kinds that the value names. */
  function composite(className: string, value: Record<string, unknown>): WireType {
    const { type } = mappers[className]!;
    const kind = type.polymorphicDiscriminator && value[type.polymorphicDiscriminator.serializedName];
    return kinds[`${className}.${String(kind)}`]?.type ?? type;
  }

  /** Some values are not in the description of the wire, but in the list of known ones beside it. */
  function knownValues(className: string, property: string): unknown[] | undefined {
    const list = values[`Known${declared.typeOf(className, property)}`];
    return typeof list === 'object' && list !== null ? Object.values(list) : undefined;
  }

  function check(type: WireType, value: unknown, path: string, known?: unknown[]): string[] {
    const allowed = type.allowedValues ?? known;
    if (type.name === 'Composite') return checkComposite(type, value, path);
    if (type.name === 'Sequence') {
      if (!Array.isArray(value)) return [`${path} must be a list`];
      return value.flatMap((each, place) => check(type.element!.type, each, `${path}[${place}]`, known));
    }
    if (type.name === 'Dictionary') {
      const entries = Object.entries(value as object);
      return entries.flatMap(([key, each]) => check(type.value!.type, each, `${path}.${key}`));
    }
    const expected = { String: 'string', Uuid: 'string', Number: 'number', Boolean: 'boolean' }[type.name];
    if (expected !== undefined && typeof value !== expected) return [`${path} must be a ${expected}`];
    return allowed && !allowed.includes(value) ? [`${path} must be one of ${allowed.join(', ')}`] : [];
  }

  function checkComposite(declaredType: WireType, value: unknown, path: string): string[] {
    if (typeof value !== 'object' || value === null) return [`${path} must be an object`];
    const type = composite(declaredType.className!, value as Record<string, unknown>);
    const seen = new Map<unknown, Set<string>>([[value, new Set()]]);
    const problems = Object.entries(type.modelProperties ?? {}).flatMap(([name, property]) => {
      const steps = property.serializedName.split(/(?<!\\)\./).map((step) => step.replaceAll('\\.', '.'));
      const where = [path, ...steps].join('.');
      let at: unknown = value;
      for (const step of steps) {
        if (typeof at !== 'object' || at === null) at = undefined;
        else {
          if (!seen.has(at)) seen.set(at, new Set());
          seen.get(at)!.add(step);
          at = (at as Record<string, unknown>)[step];
        }
      }
      if (at === undefined) return property.required && !property.readOnly ? [`${where} is missing`] : [];
      if (property.readOnly) return [`${where} is Azure’s to set`];
      return [
        ...check(property.type, at, where, knownValues(type.className!, name)),
        ...constraintProblems(property, at).map((problem) => `${where} ${problem}`),
      ];
    });
    const unknown = [...seen].flatMap(([object, names]) =>
      Object.keys(object as object).filter((key) => !names.has(key)),
    );
    return type.additionalProperties
      ? problems
      : [...problems, ...unknown.map((key) => `${path}: ${key} is not known`)];
  }

  return {
    apiVersions: [...versions].map((match) => match[1]!),
    problems: (className, resource) => {
      const mapper = mappers[className];
      if (!mapper) throw new Error(`${name} knows no ${className}`);
      return check({ ...mapper.type, className }, resource, className);
    },
  };
}

function constraintProblems({ constraints = {} }: WireProperty, value: unknown): string[] {
  const { MaxLength, MinLength, Pattern, InclusiveMinimum, InclusiveMaximum } = constraints;
  const length = typeof value === 'string' ? value.length : undefined;
  const number = typeof value === 'number' ? value : undefined;
  return [
    ...(MaxLength !== undefined && length !== undefined && length > MaxLength
      ? [`is longer than ${MaxLength}`]
      : []),
    ...(MinLength !== undefined && length !== undefined && length < MinLength
      ? [`is shorter than ${MinLength}`]
      : []),
    ...(Pattern && typeof value === 'string' && !Pattern.test(value)
      ? [`does not match ${Pattern.source}`]
      : []),
    ...(InclusiveMinimum !== undefined && number !== undefined && number < InclusiveMinimum
      ? [`is under ${InclusiveMinimum}`]
      : []),
    ...(InclusiveMaximum !== undefined && number !== undefined && number > InclusiveMaximum
      ? [`is over ${InclusiveMaximum}`]
      : []),
  ];
}

/** The named types of the properties of interfaces, inherited ones included; `Type[]` counts as `Type`. */
function declaredTypes(file: string): { typeOf(className: string, property: string): string | undefined } {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const interfaces = new Map<string, { parents: string[]; properties: Map<string, string> }>();
  source.forEachChild((node) => {
    if (!ts.isInterfaceDeclaration(node)) return;
    const parents = (node.heritageClauses ?? []).flatMap(({ types }) =>
      types.map((type) => type.getText(source)),
    );
    const properties = node.members.filter(ts.isPropertySignature).map((member): [string, string] => {
      return [member.name.getText(source), (member.type?.getText(source) ?? '').replace(/\[\]$/, '')];
    });
    interfaces.set(node.name.text, { parents, properties: new Map(properties) });
  });
  function typeOf(className: string, property: string): string | undefined {
    const found = interfaces.get(className);
    return (
      found?.properties.get(property) ?? found?.parents.map((each) => typeOf(each, property)).find(Boolean)
    );
  }
  return { typeOf };
}
