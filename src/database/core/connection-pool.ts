import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { AppError } from '../../domain/errors.ts';
import { storableText } from './storable-text.ts';

export interface PoolOptions {
  url: string;
  applicationName: string;
  /** How many connections there are at most. */
  size: number;
  limits: PoolLimits;
  /** Called with how long each statement took, also one that failed. */
  onStatement?: ((ms: number) => void) | undefined;
}

/** How long work waits, in milliseconds. */
export interface PoolLimits {
  /** For a connection, a free one or a new one. */
  connectMs: number;
  /** For one statement, until the server gives it up. 0 has no limit. */
  statementMs: number;
  /** For an answer after that: a network that swallows everything, or a server that is paused, never gives up. */
  silenceMs: number;
  /** For a row that other work holds; as long as for the statement when absent. */
  lockMs?: number;
}

/** A pool that says how many of its connections do what. */
export type CountingPool = PostgresPool & {
  /** `waiting`: work that has no connection yet. */
  counts(): { busy: number; idle: number; waiting: number };
};

/**
 * How long an idle connection is kept: making one takes longer than most statements, so it lasts between presses of a
 * quiet hour.
 */
const KEPT_IDLE_MS = 300_000;

/**
 * Opens connections that tell failures apart as AppErrors. A server that cannot be reached or gave up is
 * `database-unavailable`, or `outcome-unknown` where it was asked to commit. A full disk is `database-full`. A wait for a
 * row that another transaction held for too long is `record-held`. A mistake in a statement stays as it is. Heals by
 * itself.
 */
export function createPool(options: PoolOptions): CountingPool {
  const { connectMs, statementMs, silenceMs, lockMs } = options.limits;
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: options.applicationName,
    max: options.size,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    query_timeout: statementMs > 0 ? statementMs + silenceMs : undefined,
    lock_timeout: lockMs,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
    idleTimeoutMillis: KEPT_IDLE_MS,
    allowExitOnIdle: true,
    types: { getTypeParser },
  });
  // A connection that breaks while no query waits for it is reported here. Without a listener it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    options: pool.options,
    connect: async () => guard(await connect(pool), options.onStatement),
    end: () => pool.end(),
    counts: () => ({
      busy: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
  };
}

function guard(client: pg.PoolClient, onStatement: PoolOptions['onStatement']): PostgresPoolClient {
  let broken: AppError | undefined;
  const query = async (sql: string, parameters: readonly unknown[]) => {
    // Nothing more is sent on it, not even a rollback: the server rolls back when it is closed.
    if (broken) throw broken;
    const startedAt = performance.now();
    try {
      return await client.query(sql, parameters.map(storable));
    } catch (error) {
      if (isFull(error)) throw new AppError('database-full', 'The database has no room', { cause: error });
      if (isHeld(error)) throw new AppError('record-held', 'A row is held by other work', { cause: error });
      if (!meansUnavailable(error)) throw error;
      broken = sql === 'commit' ? unknown(error) : unavailable(error);
      throw broken;
    } finally {
      onStatement?.(performance.now() - startedAt);
    }
  };
  return {
    query: query as unknown as PostgresPoolClient['query'],
    // A connection that did not answer may still be busy, so it is not used again.
    release: (destroy = false) => client.release(destroy || broken !== undefined),
  };
}

/**
 * Makes a parameter storable, also lists of ids: one id that the server cannot read would make it refuse the whole
 * statement.
 */
function storable(parameter: unknown): unknown {
  if (Array.isArray(parameter)) return parameter.map(storable);
  return typeof parameter === 'string' ? storableText(parameter) : parameter;
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw unavailable(error);
  }
}

const unavailable = (cause: unknown) =>
  new AppError('database-unavailable', 'The database cannot be reached', { cause });

/** The server may have committed before it was lost. */
const unknown = (cause: unknown) =>
  new AppError('outcome-unknown', 'The database did not answer a commit', { cause });

/** 53100: the disk is full, or a limit on what may be stored is reached. Nothing was written. */
const isFull = (error: unknown) => error instanceof pg.DatabaseError && error.code === '53100';

/** 55P03: the wait for a lock took longer than the transaction allows. */
const isHeld = (error: unknown) => error instanceof pg.DatabaseError && error.code === '55P03';

/**
 * 08: connection lost. 57P: shutting down, starting up. 57014: statement timeout. 53300: too many connections. 25006: the
 * server only reads, as a standby does, and one whose storage is nearly full at some providers.
 */
const UNAVAILABLE_CODES = /^(08...|57P..|57014|53300|25P03|25006)$/;

/** The server's own errors carry a code; what the driver says of sockets and silence is no server error at all. */
function meansUnavailable(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return UNAVAILABLE_CODES.test(error.code ?? '');
  return !(error instanceof TypeError);
}

const INT8: number = pg.types.builtins.INT8;
const DATE: number = pg.types.builtins.DATE;

/** Reads counts and ids as numbers and days as `YYYY-MM-DD`, in this pool only, for the queue shares the driver. */
function getTypeParser(id: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (id === INT8) return Number;
  if (id === DATE) return (day) => day;
  return pg.types.getTypeParser(id, format) as (value: string) => unknown;
}
