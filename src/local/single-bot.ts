import { setTimeout as pause } from 'node:timers/promises';
import { LOCKS, openLockSession, type LockSession } from '../database/core/lock-session.ts';
import { StartError } from '../database/core/start-error.ts';

export interface SingleBot {
  release(): Promise<void>;
}

/** How often the lock is tried at first: by then the server has noticed that a bot was killed. */
const FIRST_TRIES = 30;
const TRY_PAUSE_MS = 100;
const RETAKE_PAUSE_MS = 1_000;

/**
 * Makes sure that only one bot works on an embedded database, until released. Throws StartError when another does. Takes the
 * lock again after the server was away, and calls `onTakenOver` if another bot was faster.
 */
export async function holdSingleBot(options: { url: string; onTakenOver: () => void }): Promise<SingleBot> {
  let released = false;
  let session: LockSession | undefined;

  async function take(): Promise<boolean> {
    let taken = false;
    const taking = await openLockSession(options.url, 'mca-single-bot', () => {
      if (taken && !released) void retake();
    });
    taken = await taking.tryOwn(LOCKS.singleBot);
    // Released meanwhile: this session must end, or the lock would be held for ever.
    if (taken && !released) session = taking;
    else await taking.end();
    return taken;
  }

  async function retake(): Promise<void> {
    while (!released) {
      await pause(RETAKE_PAUSE_MS, undefined, { ref: false });
      const taken = await take().catch(() => undefined);
      if (taken === false && !released) options.onTakenOver();
      if (taken !== undefined) return;
    }
  }

  for (let tries = 1; !(await take()); tries += 1) {
    if (tries === FIRST_TRIES) {
      throw new StartError('Another bot is running on this data directory: stop it, or set another DATA_DIR');
    }
    await pause(TRY_PAUSE_MS);
  }
  return {
    release: async () => {
      released = true;
      await session?.end().catch(() => undefined);
    },
  };
}
