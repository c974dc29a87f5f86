import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { LOCKS, openLockSession, type LockSession } from '../../database/core/lock-session.ts';
import { StartError } from '../../database/core/start-error.ts';
import type { Binaries } from './binaries.ts';
import { DATABASE_USER, type ClusterFiles } from './cluster.ts';
import { forgetPostmaster, isRunning, launch, recordedPostmaster, type Launched } from './postmaster.ts';
import type { ServerAccount } from './server-account.ts';

export interface ServerPlan {
  files: ClusterFiles;
  account: ServerAccount;
  binaries: Binaries;
  fast: boolean;
  report: (step: string) => void;
}

interface Wish {
  password: string;
  onLost: () => void;
  /** The port it must have; without it any port will do, the last one used if possible. */
  port?: number;
  /** Gives up early, unless a server was started already: then it is joined, so that it can be stopped. */
  isUnwanted?: () => boolean;
  /** Gives up at once; a server that was started is stopped. */
  signal?: AbortSignal;
}

/** How long a start may take: the recovery of a large database after a crash takes time. */
const PATIENCE_MS = 60_000;
const MAX_FAILED_STARTS = 5;

/** Connects to the server on these files and shares its use, starting it if it does not run. Throws StartError. */
export async function reachServer(
  plan: ServerPlan,
  wish: Wish,
): Promise<{ session: LockSession; port: number }> {
  const attempt: Attempt = {};
  try {
    return await tryToReach(plan, wish, attempt);
  } catch (error) {
    await attempt.launched?.abandon();
    throw error;
  }
}

interface Attempt {
  launched?: Launched;
}

async function tryToReach(
  plan: ServerPlan,
  wish: Wish,
  attempt: Attempt,
): Promise<{ session: LockSession; port: number }> {
  const deadline = Date.now() + PATIENCE_MS;
  let failures = 0;
  while (Date.now() < deadline && (attempt.launched || !wish.isUnwanted?.())) {
    wish.signal?.throwIfAborted();
    const recorded = await recordedPostmaster(plan.files);
    if (recorded && (await isRunning(recorded, plan.files))) {
      const { port } = recorded;
      const session =
        port === undefined ? undefined : await shareServer(serverUrl(port, wish.password), wish.onLost);
      if (session && port) return { session, port };
    } else if (!attempt.launched || attempt.launched.hasExited()) {
      // Another process took the port or the files first, or the rest of a killed server still holds them.
      if (attempt.launched && ++failures === MAX_FAILED_STARTS) break;
      if (failures > 0) await pause(100 * failures);
      if (recorded) await forgetPostmaster(recorded, plan.files);
      const port = wish.port ?? (await freePort(recorded?.port));
      attempt.launched = await launch(plan.files, plan.binaries, plan.account, { port, fast: plan.fast });
    }
    await pause(20);
  }
  throw new StartError(
    'The database did not start: the reason is at the end of postgres/server.log in DATA_DIR',
  );
}

export function serverUrl(port: number, password: string): string {
  // Set here, because PGSSLMODE in the environment would decide otherwise.
  return `postgresql://${DATABASE_USER}:${password}@127.0.0.1:${port}/postgres?sslmode=disable`;
}

/** Undefined while the server is starting, stopping or not there. */
async function shareServer(url: string, onLost: () => void): Promise<LockSession | undefined> {
  let settled = false;
  const session = await openLockSession(url, 'mca-presence', () => {
    if (settled) onLost();
  }).catch((error: unknown) => {
    if (error instanceof pg.DatabaseError && error.code === '28P01') {
      throw new StartError(
        'The database in DATA_DIR does not accept its password file: restore both together',
        {
          cause: error,
        },
      );
    }
    return undefined;
  });
  try {
    await session?.share(LOCKS.presence);
    settled = true;
    return session;
  } catch {
    return undefined;
  }
}

/** A free port, the preferred one if possible. */
async function freePort(preferred = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => (preferred === 0 ? reject(error) : resolve(freePort())));
    server.listen(preferred, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
