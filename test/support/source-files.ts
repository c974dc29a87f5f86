import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');

/** One of our files: its path from the root with `/`, its text, and what it imports. */
export interface SourceFile {
  path: string;
  text: string;
  /** Paths of our own files, from the root. */
  imports: string[];
  /** Those of them that are loaded when it runs: all but types. */
  loads: string[];
  /** Those of them that are loaded with it, not on demand. */
  loadsAtOnce: string[];
  /** Names of packages; Node's own with `node:`. */
  packages: string[];
}

/** All TypeScript files of the given folders, with what each imports. */
export function sourceFiles(...folders: string[]): SourceFile[] {
  return folders.flatMap((folder) => tree(join(ROOT, folder))).map(readSource);
}

function tree(path: string): string[] {
  if (statSync(path).isFile()) return path.endsWith('.ts') ? [path] : [];
  return readdirSync(path)
    .sort()
    .flatMap((name) => tree(join(path, name)));
}

function readSource(file: string): SourceFile {
  const path = relative(ROOT, file).split(sep).join('/');
  const text = readFileSync(file, 'utf8');
  const named = importedNames(text);
  const ours = (names: string[]) =>
    names
      .filter((name) => name.startsWith('.'))
      .map((name) => posix.normalize(posix.join(dirname(path), name)));
  const withoutTypes = text.replace(/^(import|export) type\b[^;]*;/gm, '');
  return {
    path,
    text,
    imports: ours(named),
    loads: ours(importedNames(withoutTypes)),
    loadsAtOnce: ours(importedNames(withoutTypes.replace(/\bimport\([^)]*\)/g, ''))),
    packages: named.filter((name) => !name.startsWith('.')).map(packageOf),
  };
}

/** Whatever a file names as a module: confirmations, `import()`, and what `createRequire` is asked for. */
export function importedNames(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const patterns = [
    /^\s*(?:import|export)\b[^'";]*?\bfrom\s*['"]([^'"]+)['"]/gm,
    /^\s*import\s*['"]([^'"]+)['"]/gm,
    /\bimport\(\s*['"]([^'"]+)['"]/g,
    /\bcreateRequire\([^)]*\)(?:\.resolve)?\(\s*['"]([^'"]+)['"]/g,
    /\b(?:require|resolve)\(\s*['"]((?:@[\w.-]+\/)?[\w-][\w./-]*)['"]\s*\)/g,
  ];
  const names = patterns.flatMap((pattern) => [...code.matchAll(pattern)].map((match) => match[1] ?? ''));
  return [...new Set(names)];
}

function packageOf(name: string): string {
  if (name.startsWith('node:')) return name;
  const parts = name.split('/');
  return parts.slice(0, name.startsWith('@') ? 2 : 1).join('/');
}
