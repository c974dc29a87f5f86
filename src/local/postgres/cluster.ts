import { execFile, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, lchown, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartError } from '../../database/core/start-error.ts';
import type { Binaries } from './binaries.ts';
import { isAlive } from './process-alive.ts';
import { program, serverEnvironment } from './programs.ts';
import type { ServerAccount } from './server-account.ts';

/** Where the embedded database keeps its files, all below one folder that appears at once and whole. */
export interface ClusterFiles {
  folder: string;
  /** PostgreSQL's own data directory. */
  data: string;
  password: string;
  log: string;
}

export const DATABASE_USER = 'bot';

const UNFINISHED = 'postgres.new-';
const END_WITHIN_MS = 1_500;

interface CreateOptions {
  fast: boolean;
  signal?: AbortSignal | undefined;
}

/**
 * Returns the data directory as PostgreSQL's programs get it, with `cwd` set to it. On Linux this link leads to the working
 * directory without walking the path to it. So an account that may not enter a folder above, such as `/root`, can still
 * work in it: the directory is changed before the account.
 */
export function dataDirectoryArgument(data: string): string {
  return process.platform === 'linux' ? '/proc/self/cwd' : data;
}

export function clusterFiles(dataDir: string, name = 'postgres'): ClusterFiles {
  const folder = join(dataDir, name);
  return {
    folder,
    data: join(folder, 'data'),
    password: join(folder, 'password'),
    log: join(folder, 'server.log'),
  };
}

/** Makes the database's files unless they exist. Safe to be killed in, and for two processes at once. */
export async function ensureCluster(
  dataDir: string,
  binaries: Binaries,
  account: ServerAccount,
  options: CreateOptions & { report: (step: string) => void },
): Promise<void> {
  const files = clusterFiles(dataDir);
  await removeLeftovers(dataDir);
  if ((await readVersion(files)) === undefined) {
    options.report('creating the database (first time)');
    await createCluster(dataDir, binaries, account, options);
  }
  const version = await readVersion(files);
  if (version !== binaries.major) {
    throw new StartError(
      `DATA_DIR holds a database of PostgreSQL ${version ?? '(unreadable)'}, this version of the bot brings ` +
        `PostgreSQL ${binaries.major}: run "npm run export -- everything" with the version that made it, ` +
        'then "npm run import-data" with this one and an empty DATA_DIR',
    );
  }
  // Root copied them, perhaps from a backup, and the account could not read them.
  if (account && (await stat(files.data)).uid === 0) await giveTo(account, files.folder);
}

export async function readPassword(files: ClusterFiles): Promise<string> {
  try {
    return (await readFile(files.password, 'utf8')).trim();
  } catch (cause) {
    throw notReadable(cause);
  }
}

/** Builds beside and renames when complete: `initdb` cut short leaves nothing that looks like a database. */
async function createCluster(
  dataDir: string,
  binaries: Binaries,
  account: ServerAccount,
  options: CreateOptions,
): Promise<void> {
  const built = clusterFiles(dataDir, `${UNFINISHED}${process.pid}-${randomBytes(4).toString('hex')}`);
  try {
    await mkdir(built.data, { recursive: true, mode: 0o700 });
    await writeFile(built.password, randomBytes(24).toString('base64url'), { mode: 0o600 });
    await giveTo(account, built.folder);
    await runInitdb(built, binaries, account, options);
    await rename(built.folder, clusterFiles(dataDir).folder);
    await syncFolder(dataDir);
  } catch (cause) {
    await rm(built.folder, { recursive: true, force: true });
    // Another process that started at the same moment was faster: its database is used.
    if ((await readVersion(clusterFiles(dataDir))) !== undefined) return;
    throw new StartError(`The database could not be created in DATA_DIR (${reasonOf(cause)})`, { cause });
  }
}

async function runInitdb(
  files: ClusterFiles,
  binaries: Binaries,
  account: ServerAccount,
  { fast, signal }: CreateOptions,
): Promise<void> {
  const data = dataDirectoryArgument(files.data);
  const args = [
    ...['-D', data, `--pwfile=${data}/../password`, '-U', DATABASE_USER, '--auth=scram-sha-256'],
    // The built-in locale does not depend on the system's locales or on how its next version sorts.
    ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...(fast ? ['--no-sync'] : []),
  ];
  const options = { ...account, cwd: files.data, env: serverEnvironment(), signal };
  const running = promisify(execFile)(program(binaries.folder, 'initdb'), args, options);
  await running.finally(() => outlived(running.child));
}

/** Waits for a program that was told to end: it must not outlive this process. */
async function outlived(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  const force = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS);
  await gone.finally(() => clearTimeout(force));
}

/** Changes the owner of what is inside first. If it is cut short, the folder's owner shows that, and it is done again. */
async function giveTo(account: ServerAccount, folder: string): Promise<void> {
  if (!account) return;
  const inside = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of inside.reverse()) {
    await lchown(join(entry.parentPath, entry.name), account.uid, account.gid);
  }
  await chown(folder, account.uid, account.gid);
}

/** Writes the renaming to disk: after a power failure the next start would otherwise take the database for a leftover. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

/** Removes what starts have left that were killed while they created the files. */
async function removeLeftovers(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (!name.startsWith(UNFINISHED)) continue;
    const pid = Number(name.slice(UNFINISHED.length).split('-')[0]);
    if (!isAlive(pid)) await rm(join(dataDir, name), { recursive: true, force: true });
  }
}

/** The major version the files were made by; undefined when there are none. */
async function readVersion(files: ClusterFiles): Promise<number | undefined> {
  try {
    return Number((await readFile(join(files.data, 'PG_VERSION'), 'utf8')).trim());
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw notReadable(cause);
  }
}

function notReadable(cause: unknown): StartError {
  return new StartError(
    `The database in DATA_DIR cannot be opened (${reasonOf(cause)}): start the bot as the user that created it`,
    { cause },
  );
}

function reasonOf(cause: unknown): string {
  const { stderr, code } = cause as { stderr?: string; code?: unknown };
  return stderr?.trim().split('\n').at(-1) ?? String(code);
}
