import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { isFault } from '../../domain/errors.ts';
import { createCipher } from '../encryption/cipher.ts';
import { createPool } from './connection-pool.ts';
import { encryptingMigrations, MIGRATIONS } from '../migrations/all.ts';
import { StartError } from './start-error.ts';

const TABLE = 'schema_migrations';
const OLDEST_SERVER = 15;
/** A step has no time limit, for its tables may be large. */
const LIMITS = { connectMs: 3_000, statementMs: 0, silenceMs: 0 };

interface MigrateOptions {
  url: string;
  /** As in ENCRYPTION_KEY; needed where a step encrypts what was kept in the clear. */
  encryptionKey?: string;
}

/**
 * Brings the tables up to date; several processes may do so at once. Throws StartError when the server cannot be
 * reached, or when the tables were made by a newer version.
 */
export async function migrateDatabase({ url, encryptionKey }: MigrateOptions): Promise<void> {
  const pool = createPool({ url, applicationName: 'mca-migrate', size: 2, limits: LIMITS });
  const kysely = new Kysely<Record<string, never>>({ dialect: new PostgresDialect({ pool }) });
  const cipher = encryptionKey === undefined ? undefined : createCipher(encryptionKey);
  try {
    await refuseOldServer(kysely);
    await refuseNewer(kysely);
    const { error } = await new Migrator({
      db: kysely,
      provider: { getMigrations: async () => ({ ...MIGRATIONS, ...encryptingMigrations(cipher) }) },
      migrationTableName: TABLE,
      migrationLockTableName: `${TABLE}_lock`,
    }).migrateToLatest();
    if (error) throw asStartError(error);
  } catch (cause) {
    throw asStartError(cause);
  } finally {
    await kysely.destroy();
  }
}

async function refuseOldServer(kysely: Kysely<Record<string, never>>): Promise<void> {
  const { rows } = await sql<{ version: number }>`
    select current_setting('server_version_num')::integer / 10000 as version`.execute(kysely);
  const version = rows[0]?.version ?? 0;
  if (version < OLDEST_SERVER) {
    throw new StartError(
      `DATABASE_URL leads to PostgreSQL ${version}: version ${OLDEST_SERVER} or later is needed`,
    );
  }
}

async function refuseNewer(kysely: Kysely<Record<string, never>>): Promise<void> {
  const { rows: tables } = await sql<{
    found: boolean;
  }>`select to_regclass(${TABLE}) is not null as found`.execute(kysely);
  if (!tables[0]?.found) return;
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(TABLE)}`.execute(kysely);
  const unknown = rows.find(({ name }) => !(name in MIGRATIONS));
  if (unknown) {
    throw new StartError(
      `The database was used by a newer version of the bot (it has "${unknown.name}"): install that version or a later one`,
    );
  }
}

function asStartError(cause: unknown): StartError {
  if (cause instanceof StartError) return cause;
  if (isFault(cause, 'database-unavailable')) {
    const reason = (cause.cause as { code?: string } | undefined)?.code ?? 'no answer';
    return new StartError(`The database server cannot be reached (${reason}): check DATABASE_URL`, { cause });
  }
  return new StartError(`The database could not be brought up to date (${String(cause)})`, { cause });
}
