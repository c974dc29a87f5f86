import { execFile, spawn } from 'node:child_process';
import { open, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import { dataDirectoryArgument, type ClusterFiles } from './cluster.ts';
import { isAlive } from './process-alive.ts';
import { program, serverEnvironment } from './programs.ts';
import type { ServerAccount } from './server-account.ts';

/** What PostgreSQL's main process writes in `postmaster.pid`. In its first moments the port is missing. */
export interface Postmaster {
  pid: number;
  port: number | undefined;
}

const MAX_LOG_BYTES = 1_000_000;

/** Reads which process wrote the pid file, running or not; undefined when there is no file. */
export async function recordedPostmaster(files: ClusterFiles): Promise<Postmaster | undefined> {
  const text = await readFile(pidFile(files), 'utf8').catch(() => undefined);
  const [pid, , , port] = text?.split('\n') ?? [];
  return Number(pid) > 0 ? { pid: Number(pid), port: Number(port) || undefined } : undefined;
}

/** Whether the process is a PostgreSQL server on these files: after a reboot its number may be another's. */
export async function isRunning(postmaster: Postmaster, files: ClusterFiles): Promise<boolean> {
  if (!isAlive(postmaster.pid)) return false;
  if (process.platform === 'win32') return true;
  if (process.platform === 'linux') {
    try {
      const [its, ours] = await Promise.all([stat(`/proc/${postmaster.pid}/cwd`), stat(files.data)]);
      return its.ino === ours.ino && its.dev === ours.dev;
    } catch (error) {
      // A zombie has no working directory any more. Where we are only not allowed to look, the name has to do.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    }
  }
  const { stdout } = await promisify(execFile)('ps', ['-o', 'comm=', '-p', String(postmaster.pid)]).catch(
    () => ({
      stdout: '',
    }),
  );
  return stdout.includes('postgres');
}

/** Removes the pid file of a server that is gone. PostgreSQL itself would not, where another process has that number now. */
export async function forgetPostmaster(gone: Postmaster, files: ClusterFiles): Promise<void> {
  if (!isAlive(gone.pid)) return;
  const recorded = await recordedPostmaster(files);
  if (recorded?.pid === gone.pid) await unlink(pidFile(files)).catch(() => undefined);
}

export interface Launched {
  hasExited(): boolean;
  /** Stops a server that is not needed after all, and waits for its end. */
  abandon(): Promise<void>;
}

/**
 * Starts PostgreSQL in a session of its own, so that Ctrl-C in the terminal does not reach it, and without holding
 * our event loop. It listens on loopback alone, and only with the password.
 */
export async function launch(
  files: ClusterFiles,
  binaries: Binaries,
  account: ServerAccount,
  options: { port: number; fast: boolean },
): Promise<Launched> {
  const size = await stat(files.log).then(
    (log) => log.size,
    () => 0,
  );
  const log = await open(files.log, size > MAX_LOG_BYTES ? 'w' : 'a', 0o600);
  try {
    // Root may start it for the user who owns these files, and that user must be able to go on writing the log.
    if (account) await log.chown(account.uid, account.gid);
    const settings = { ...SETTINGS, ...(options.fast ? FAST_SETTINGS : {}), port: String(options.port) };
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(
      program(binaries.folder, 'postgres'),
      ['-D', dataDirectoryArgument(files.data), ...args],
      {
        ...account,
        cwd: files.data,
        env: serverEnvironment(),
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
        windowsHide: true,
      },
    );
    let exited = false;
    const exit = new Promise<void>((resolve) => {
      child.once('exit', resolve);
      child.once('error', resolve);
    }).then(() => void (exited = true));
    child.unref();
    const abandon = () => {
      child.ref();
      child.kill('SIGINT');
      return exit;
    };
    return { hasExited: () => exited, abandon };
  } finally {
    await log.close();
  }
}

/** `fast`: ends every connection and stops in good order. `kill`: at once; the next start recovers. */
export async function signalPostmaster(
  { pid }: Postmaster,
  binaries: Binaries,
  how: 'fast' | 'kill',
): Promise<void> {
  if (process.platform === 'win32' && how === 'fast') {
    // Windows has no SIGINT for another process; PostgreSQL's own tool asks through a pipe.
    await promisify(execFile)(program(binaries.folder, 'pg_ctl'), ['kill', 'INT', String(pid)]).catch(
      () => undefined,
    );
    return;
  }
  try {
    process.kill(pid, how === 'fast' ? 'SIGINT' : 'SIGKILL');
  } catch {
    // Gone in the meantime.
  }
}

function pidFile(files: ClusterFiles): string {
  return join(files.data, 'postmaster.pid');
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  // The path of a socket has a limit of about 100 bytes that a deep DATA_DIR exceeds.
  unix_socket_directories: '',
  timezone: 'UTC',
  // Shown beside each of its processes.
  cluster_name: 'mca-acceptance-bot',
  log_checkpoints: 'off',
  // Statements and details carry values, and values may be about people.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

/** For tests, whose data need not survive a power failure. */
const FAST_SETTINGS = { fsync: 'off', full_page_writes: 'off' };
