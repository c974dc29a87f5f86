import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { neverRuns } from './never-runs.ts';
import { packagesInUse, type Lock } from './packages-in-use.ts';

/** Packages that others depend on for what the bot never asks of them. */
const LEFT_OUT: readonly (string | RegExp)[] = [
  // Teams AI's part for language models.
  'openai',
  'gpt-tokenizer',
  // Signing a person in, in their browser.
  '@azure/msal-browser',
  'open',
  // A package's install script.
  'rimraf',
  /^@types\//,
];

/**
 * Takes out of an installed folder what the bot never runs: packages that nothing it loads needs, and of the others the
 * files that Node.js does not run. The Dockerfile runs it where package-lock.json and node_modules are.
 */
async function prunePackages(folder: string): Promise<void> {
  const lock = JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8')) as Lock;
  const inUse = packagesInUse(lock, (name) =>
    LEFT_OUT.some((each) => (typeof each === 'string' ? each === name : each.test(name))),
  );
  let removed = 0;
  const remove = async (path: string) => {
    removed += 1;
    await rm(join(folder, path), { recursive: true });
  };

  await pruneModules('node_modules');
  process.stdout.write(`Removed ${removed} files and folders that the bot never runs\n`);

  async function pruneModules(modules: string): Promise<void> {
    for (const entry of await readdir(join(folder, modules), { withFileTypes: true })) {
      const path = `${modules}/${entry.name}`;
      if (entry.name.startsWith('@')) await pruneScope(path);
      else if (entry.isDirectory() && inUse.has(path)) await pruneFiles(path, '');
      else await remove(path);
    }
  }

  async function pruneScope(scope: string): Promise<void> {
    const names = await readdir(join(folder, scope));
    const kept = names.filter((name) => inUse.has(`${scope}/${name}`));
    if (kept.length === 0) return remove(scope);
    for (const name of names) {
      if (kept.includes(name)) await pruneFiles(`${scope}/${name}`, '');
      else await remove(`${scope}/${name}`);
    }
  }

  /** @param below a folder in the package, with `/` at its end */
  async function pruneFiles(home: string, below: string): Promise<void> {
    for (const entry of await readdir(join(folder, home, below), { withFileTypes: true })) {
      const path = `${below}${entry.name}`;
      if (path === 'node_modules') await pruneModules(`${home}/node_modules`);
      else if (neverRuns(entry.isDirectory() ? `${path}/` : path)) await remove(`${home}/${path}`);
      else if (entry.isDirectory()) await pruneFiles(home, `${path}/`);
    }
  }
}

await prunePackages(process.cwd());
