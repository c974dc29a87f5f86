import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ErrorObject, ValidateFunction } from 'ajv';
import ajvDraft04 from 'ajv-draft-04';

/** Microsoft's own schemas, one folder a version, as its package ships them. */
const SCHEMAS = join(
  dirname(createRequire(import.meta.url).resolve('@microsoft/app-manifest')),
  'json-schemas',
  'teams',
);

type Kind = 'MicrosoftTeams.schema.json' | 'MicrosoftTeams.Localization.schema.json';

/**
 * What Microsoft's schema of a manifest's version has against it, one line each. `name` is the file's. An unknown version
 * is a problem too.
 */
export function manifestSchemaProblems(name: string, manifest: unknown): string[] {
  return schemaProblems(name, 'MicrosoftTeams.schema.json', versionOf(manifest), manifest);
}

/** The same for a file with the strings of one more language; `manifest` decides the version. */
export function localisationSchemaProblems(name: string, manifest: unknown, strings: unknown): string[] {
  return schemaProblems(name, 'MicrosoftTeams.Localization.schema.json', versionOf(manifest), strings);
}

function schemaProblems(name: string, kind: Kind, version: string, document: unknown): string[] {
  const validate = validator(kind, version);
  if (!validate) return [`${name}: there is no schema for the manifestVersion ${JSON.stringify(version)}`];
  if (validate(document)) return [];
  return [...new Set((validate.errors ?? []).map((error) => `${name}: ${lineOf(error)}`))];
}

/** Compiling one takes a third of a second. */
const compiled = new Map<string, ValidateFunction>();

function validator(kind: Kind, version: string): ValidateFunction | undefined {
  if (!/^1\.\d+$/.test(version)) return undefined;
  const known = compiled.get(`${version}/${kind}`);
  if (known) return known;
  let text: string;
  try {
    text = readFileSync(join(SCHEMAS, `v${version}`, kind), 'utf8');
  } catch {
    return undefined;
  }
  const ajv = new ajvDraft04.default({
    allErrors: true,
    strict: false,
    // Their patterns leave brackets unescaped, which Unicode mode refuses.
    unicodeRegExp: false,
    formats: { uri: (address: string) => URL.canParse(address) },
  });
  const validate = ajv.compile(JSON.parse(text.replace(/^\ufeff/, '')) as object);
  compiled.set(`${version}/${kind}`, validate);
  return validate;
}

const versionOf = (manifest: unknown): string =>
  String((manifest as { manifestVersion?: unknown } | null)?.manifestVersion);

function lineOf({ instancePath, message = 'is wrong', params }: ErrorObject): string {
  const path = instancePath.replace(/^\//, '').replaceAll('/', '.') || 'the whole';
  const more = (params as { additionalProperty?: string }).additionalProperty;
  return more === undefined ? `${path} ${message}` : `${path} ${message}: ${more}`;
}
