import pg from 'pg';

/** The locks of this project, by meaning. */
export const LOCKS = {
  /** Shared: I use this embedded server. Exclusive: no other process does, so I may stop it. */
  presence: 4_201_976_001,
  /** Exclusive: I am the bot of this embedded database. */
  singleBot: 4_201_976_002,
  /** Exclusive: I change the encryption key. */
  rotation: 4_201_976_010,
} as const;

/** A connection of its own to hold locks on: they vanish with it, however its process ends. */
export interface LockSession {
  /** Shares a lock; waits while another session owns it. */
  share(lock: number): Promise<void>;
  unshare(lock: number): Promise<void>;
  /** Owns a lock alone; false at once when another session has it. */
  tryOwn(lock: number): Promise<boolean>;
  end(): Promise<void>;
}

/** Missing in the typings only. */
interface Refable {
  ref(): void;
  unref(): void;
}

/**
 * Connects. `onLost` is called once if the connection breaks, not when it is ended here. An idle session does not keep
 * the process alive. Rejects when the server cannot be reached.
 */
export async function openLockSession(
  url: string,
  applicationName: string,
  onLost: () => void,
): Promise<LockSession> {
  const client: pg.Client & Partial<Refable> = new pg.Client({
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: 3_000,
    keepAlive: true,
  });
  let over = false;
  const lost = () => {
    if (over) return;
    over = true;
    onLost();
  };
  // Without a listener a broken connection would end the process.
  client.on('error', () => undefined);
  await client.connect();
  client.on('end', lost);
  client.unref?.();

  const ask = async (sql: string, lock: number): Promise<boolean> => {
    client.ref?.();
    try {
      const { rows } = await client.query<{ taken: boolean }>(`select ${sql} as taken`, [lock]);
      return rows[0]?.taken === true;
    } finally {
      client.unref?.();
    }
  };
  return {
    share: async (lock) => void (await ask('pg_advisory_lock_shared($1) is not null', lock)),
    unshare: async (lock) => void (await ask('pg_advisory_unlock_shared($1)', lock)),
    tryOwn: (lock) => ask('pg_try_advisory_lock($1)', lock),
    end: async () => {
      over = true;
      client.ref?.();
      await client.end();
    },
  };
}
