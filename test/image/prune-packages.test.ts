import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { neverRuns } from '../../image/never-runs.ts';
import { packagesInUse } from '../../image/packages-in-use.ts';
import { removeFolder } from '../support/bot-process.ts';
import { ROOT } from '../support/source-files.ts';

describe('a file that Node.js never runs', () => {
  it.each([
    'lib/index.js.map',
    'lib/index.d.ts',
    'lib/index.d.cts',
    'src/index.ts',
    'README.md',
    'test/',
    'examples/server.js',
    '.github/',
    '.eslintrc',
    'eslint.config.mjs',
    'dist/browser/',
    'build/esm/',
    'build/esnext/',
    'dist/thing.browser.js',
    'lib/browser.js',
    'vendors/chai/eslint.config.js',
  ])('is %s', (path) => {
    expect(neverRuns(path)).toBe(true);
  });

  it.each([
    'index.js',
    'lib/index.mjs',
    'lib/index.cjs',
    'lib/test/',
    'lib/latest.js',
    'package.json',
    'dist/node/index.js',
    'dist/thing.umd.js',
    'LICENSE',
    'LICENSE.md',
    'dist/licenses.html',
    'NOTICE.md',
    'ThirdPartyNotices.txt',
    'data/numbers.json',
  ])('is not %s', (path) => {
    expect(neverRuns(path)).toBe(false);
  });
});

describe('the packages in use', () => {
  const lock = {
    packages: {
      '': { dependencies: { bot: '1' }, optionalDependencies: { fast: '1' } },
      'node_modules/bot': { dependencies: { shared: '1', model: '1' }, peerDependencies: { peer: '1' } },
      'node_modules/bot/node_modules/shared': { dependencies: { deep: '1' } },
      'node_modules/shared': {},
      'node_modules/deep': { dependencies: { bot: '1' } },
      'node_modules/model': { dependencies: { tokens: '1', deep: '1' } },
      'node_modules/tokens': {},
      'node_modules/peer': {},
      'node_modules/idle': {},
    },
  };
  const inUse = (isLeftOut: (name: string) => boolean) =>
    [...packagesInUse(lock, isLeftOut)].map((folder) => folder.replace(/^node_modules\//, '')).sort();

  it('are found as Node.js finds them, those that were not installed for want of a platform left aside', () => {
    expect(inUse(() => false)).toEqual(['bot', 'bot/node_modules/shared', 'deep', 'model', 'peer', 'tokens']);
  });

  it('are without one that is left out, and without what only that one needs', () => {
    expect(inUse((name) => name === 'model')).toEqual(['bot', 'bot/node_modules/shared', 'deep', 'peer']);
  });
});

it('an installed folder keeps the programs of the packages in use, and their licences', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mca-prune-'));
  const files = [
    'node_modules/.package-lock.json',
    'node_modules/.bin/bot',
    'node_modules/bot/index.js',
    'node_modules/bot/index.d.ts',
    'node_modules/bot/LICENSE.md',
    'node_modules/bot/test/index.js',
    'node_modules/bot/node_modules/@types/inner/index.js',
    'node_modules/bot/node_modules/inner/lib/inner.js',
    'node_modules/bot/node_modules/inner/lib/inner.js.map',
    'node_modules/openai/index.js',
    'node_modules/idle/index.js',
    'node_modules/@azure/core/index.js',
    'node_modules/@azure/msal-browser/index.js',
    'node_modules/@types/node/index.js',
  ];
  const lock = {
    packages: {
      '': { dependencies: { bot: '1', '@azure/core': '1', '@types/node': '1' } },
      'node_modules/bot': { dependencies: { inner: '1', openai: '1' } },
      'node_modules/bot/node_modules/inner': {},
      'node_modules/openai': {},
      'node_modules/@azure/core': { dependencies: { '@azure/msal-browser': '1' } },
      'node_modules/@azure/msal-browser': {},
      'node_modules/@types/node': {},
    },
  };
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify(lock));
  for (const file of files) {
    await mkdir(join(folder, dirname(file)), { recursive: true });
    await writeFile(join(folder, file), '');
  }

  await promisify(execFile)(process.execPath, [join(ROOT, 'image/prune-packages.ts')], { cwd: folder });

  const left = await readdir(folder, { recursive: true, withFileTypes: true });
  expect(
    left
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
      .sort(),
  ).toEqual([
    'node_modules/@azure/core/index.js',
    'node_modules/bot/LICENSE.md',
    'node_modules/bot/index.js',
    'node_modules/bot/node_modules/inner/lib/inner.js',
    'package-lock.json',
  ]);
  await removeFolder(folder);
});
