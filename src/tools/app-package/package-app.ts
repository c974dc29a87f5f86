import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillIn } from './fill-in.ts';
import { iconProblems } from './icons.ts';
import { localisationProblems, type Localisation } from './localisation.ts';
import { ruleProblems } from './rules.ts';
import { localisationSchemaProblems, manifestSchemaProblems } from './schema.ts';
import { zipOf } from './zip.ts';

/** The app as an administrator uploads it. */
export interface AppPackage {
  zip: Uint8Array;
  /** What is in it. */
  files: readonly string[];
  /** Shown name and version, for the administrator who packs it. */
  name: string;
  version: string;
}

/** The package cannot be made; `problems` has one line for each, by file and place. */
export class PackageError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(['The app package needs attention:', ...problems.map((problem) => `  - ${problem}`)].join('\n'));
    this.name = 'PackageError';
    this.problems = problems;
  }
}

const MANIFEST = 'manifest.json';

/** As far as the manifest says which files belong to it. */
interface Manifest {
  version: string;
  name: { short: string };
  icons: { color: string; outline: string };
  localizationInfo?: { additionalLanguages?: { file: string }[] };
}

/**
 * Packs the app in a folder: the manifest with its placeholders filled in from `values`, its languages and icons. The same
 * input gives the same bytes, everywhere. Throws PackageError with everything that Teams would refuse.
 */
export function packageApp(
  directory: string,
  values: Readonly<Record<string, string | undefined>>,
): AppPackage {
  const manifest = fillIn(readJson(directory, MANIFEST), values);
  const wrong = manifestSchemaProblems(MANIFEST, manifest);
  if (wrong.length > 0) throw new PackageError(wrong);

  const { version, name, icons, localizationInfo } = manifest as Manifest;
  const languages = (localizationInfo?.additionalLanguages ?? []).map(({ file }): [string, Localisation] => [
    file,
    readJson(directory, file) as Localisation,
  ]);
  const pictures = (['color', 'outline'] as const).map(
    (kind) => [kind, icons[kind], readFile(directory, icons[kind])] as const,
  );
  const problems = [
    ...languages.flatMap(([file, words]) => [
      ...localisationSchemaProblems(file, manifest, words),
      ...localisationProblems(file, manifest, words),
    ]),
    ...ruleProblems(MANIFEST, manifest, languages),
    ...pictures.flatMap(([kind, file, bytes]) => iconProblems(kind, file, bytes)),
  ];
  if (problems.length > 0) throw new PackageError(problems);

  const files = new Map<string, Uint8Array>([
    [MANIFEST, jsonBytes(manifest)],
    ...languages.map(([file, words]): [string, Uint8Array] => [file, jsonBytes(words)]),
    ...pictures.map(([, file, bytes]): [string, Uint8Array] => [file, bytes]),
  ]);
  return { zip: zipOf(files), files: [...files.keys()], name: name.short, version };
}

function readJson(directory: string, file: string): unknown {
  try {
    return JSON.parse(readFile(directory, file).toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new PackageError([`${file}: is no JSON`]);
    throw error;
  }
}

function readFile(directory: string, file: string): Buffer {
  // The package is flat: Teams finds no file in a folder, and none outside of ours belongs to it.
  if (!/^[\w-][\w.-]*$/.test(file)) throw new PackageError([`${file}: must be a plain file name`]);
  try {
    return readFileSync(join(directory, file));
  } catch (error) {
    throw new PackageError([`${file}: cannot be read (${(error as NodeJS.ErrnoException).code})`]);
  }
}

const jsonBytes = (document: unknown): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(document, null, 2)}\n`);
