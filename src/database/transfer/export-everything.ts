import { sql, type Kysely, type Transaction } from 'kysely';
import { keyIdsInUse } from '../rotation/encrypted-columns.ts';
import type { Tables } from '../core/tables.ts';
import { appliedMigrations, carriedTables, type CarriedTable } from './catalogue.ts';
import { FORMAT, FORMAT_VERSION, lineOf } from './format.ts';

export interface ExportOptions {
  /** The kinds of jobs to carry: those that do not come again by themselves. */
  jobNames: readonly string[];
  now: Date;
  signal?: AbortSignal;
  pageSize?: number;
}

const PAGE = 100;

/**
 * Returns the whole database as the lines of a file (see `format.ts`), as it was at one moment, whatever changes meanwhile.
 * Holds only a page of rows, however many there are. Ends early once the signal is aborted.
 */
export async function* exportEverything(
  kysely: Kysely<Tables>,
  { jobNames, now, signal, pageSize = PAGE }: ExportOptions,
): AsyncGenerator<string> {
  const moment = await kysely
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute();
  try {
    // The reader may be slow.
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(moment);
    await sql`set local timezone = 'UTC'`.execute(moment);
    yield lineOf({
      format: FORMAT,
      version: FORMAT_VERSION,
      exportedAt: now.toISOString(),
      migrations: await appliedMigrations(moment),
      keyIds: await keyIdsInUse(moment),
    });
    for (const table of await carriedTables(moment)) {
      for await (const lines of linesOfTable(moment, table, pageSize)) {
        if (signal?.aborted) return;
        yield lines;
      }
    }
    yield* linesOfJobs(moment, jobNames, now);
    yield lineOf({ end: true });
  } finally {
    await moment.rollback().execute();
  }
}

async function* linesOfTable(
  moment: Transaction<Tables>,
  { name, columns, primaryKey }: CarriedTable,
  pageSize: number,
): AsyncGenerator<string> {
  const { rows: counted } = await sql<{ count: number }>`
    select count(*) as count from ${sql.table(name)}`.execute(moment);
  yield lineOf({ table: name, columns, rows: counted[0]?.count ?? 0 });

  const selected = sql`select ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(name)}`;
  const order = sql.join((primaryKey.length > 0 ? primaryKey : columns).map((key) => sql.ref(key)));
  await sql`declare page no scroll cursor for
    select row_to_json(carried)::text as line from (${selected} order by ${order}) as carried`.execute(
    moment,
  );
  for (;;) {
    const { rows } = await sql<{ line: string }>`fetch ${sql.lit(pageSize)} from page`.execute(moment);
    if (rows.length === 0) break;
    yield rows.map(({ line }) => `${line}\n`).join('');
  }
  await sql`close page`.execute(moment);
}

/** The jobs that were promised and not done yet, such as an outcome to show or a question to pass on. */
async function* linesOfJobs(
  moment: Transaction<Tables>,
  jobNames: readonly string[],
  now: Date,
): AsyncGenerator<string> {
  const { rows } = await sql<{
    name: string;
    payload: Record<string, unknown>;
    key: string | null;
    due: Date;
  }>`
    select name, data as payload, singleton_key as key, start_after as due from pgboss.job
    where name = any (${jobNames}) and state in ('created', 'retry', 'active')
    order by created_on, id`.execute(moment);
  yield lineOf({ jobs: rows.length });
  for (const { name, payload, key: onceKey, due } of rows) {
    yield lineOf({ name, payload, onceKey, afterMs: Math.max(0, due.getTime() - now.getTime()) });
  }
}
