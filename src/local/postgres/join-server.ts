import { setTimeout as pause } from 'node:timers/promises';
import { LOCKS, type LockSession } from '../../database/core/lock-session.ts';
import { readPassword } from './cluster.ts';
import { isRunning, recordedPostmaster, signalPostmaster } from './postmaster.ts';
import { reachServer, serverUrl, type ServerPlan } from './reach-server.ts';

/** A PostgreSQL server of our own, kept running until stopped. */
export interface EmbeddedServer {
  /** Does not change: a server that dies comes back under the same address. */
  url: string;
  /** Leaves the server. The last process stops it; while another one uses it, it stays. Never throws. */
  stop(): Promise<void>;
}

const FAST_STOP_MS = 5_000;
const KILL_MS = 1_000;
const REVIVE_PAUSE_MS = 1_000;
const NOTICE_MS = 500;

/**
 * Joins the server on these files, starts it if it does not run, and brings it back if it dies. The signal ends the
 * attempt.
 */
export async function joinServer(plan: ServerPlan, signal?: AbortSignal): Promise<EmbeddedServer> {
  const password = await readPassword(plan.files);
  let leaving: Promise<void> | undefined;
  let reviving = Promise.resolve();
  const onLost = () => {
    if (!leaving) reviving = revive();
  };
  const reached = await reachServer(plan, { password, onLost, signal });
  const { port } = reached;
  let { session } = reached;

  async function revive(): Promise<void> {
    plan.report('the database broke off; bringing it back');
    while (!leaving) {
      try {
        ({ session } = await reachServer(plan, {
          password,
          onLost,
          port,
          isUnwanted: () => leaving !== undefined,
        }));
        plan.report('the database is back');
        return;
      } catch {
        await pause(REVIVE_PAUSE_MS, undefined, { ref: false });
      }
    }
  }

  async function leave(): Promise<void> {
    await reviving;
    try {
      await session.unshare(LOCKS.presence);
      // Held until the server is gone: a process that wants to join in this moment waits, then starts it anew.
      if (await ownsPresence(session)) await stopServer(plan);
    } catch {
      // The server has stopped already.
    }
    await session.end().catch(() => undefined);
  }

  return { url: serverUrl(port, password), stop: () => (leaving ??= leave()) };
}

/** Whether no other process uses the server. One that was just killed counts until the server notices. */
async function ownsPresence(session: LockSession): Promise<boolean> {
  const deadline = Date.now() + NOTICE_MS;
  while (!(await session.tryOwn(LOCKS.presence))) {
    if (Date.now() > deadline) return false;
    await pause(50);
  }
  return true;
}

async function stopServer(plan: ServerPlan): Promise<void> {
  const postmaster = await recordedPostmaster(plan.files);
  if (!postmaster) return;
  const gone = async (withinMs: number): Promise<boolean> => {
    const deadline = Date.now() + withinMs;
    while (await isRunning(postmaster, plan.files)) {
      if (Date.now() > deadline) return false;
      await pause(10);
    }
    return true;
  };
  await signalPostmaster(postmaster, plan.binaries, 'fast');
  if (await gone(FAST_STOP_MS)) return;
  await signalPostmaster(postmaster, plan.binaries, 'kill');
  await gone(KILL_MS);
}
