import { sql, type Kysely, type Transaction } from 'kysely';
import pg from 'pg';
import type { PartnerIdentity } from '../../domain/customers/partner-identity.ts';
import { FURTHEST_PLAN_MS } from '../../domain/confirming/retry.ts';
import type { JobSender } from '../../use-cases/ports/jobs.ts';
import type { Cipher } from '../encryption/cipher.ts';
import { markPartner } from '../core/partner-mark.ts';
import { createSecretStore, KEY_CHECK, PARTNER_MARK } from '../encryption/secret-store.ts';
import type { Tables } from '../core/tables.ts';
import { appliedMigrations, carriedTables, type CarriedTable } from './catalogue.ts';
import { checkHead } from './check-head.ts';
import { jobSchema, sectionSchema, type CarriedJob, type Section } from './format.ts';
import { RestoreError } from './restore-error.ts';
import { createLineReader, type LineReader } from './line-reader.ts';

export interface Restored {
  tables: number;
  rows: number;
  /** Jobs that were promised and not done. */
  jobs: number;
  /** Whether something of it is encrypted with another key than the first. */
  isUnderOtherKey: boolean;
}

export interface ImportOptions {
  cipher: Cipher;
  /** The partner whose data the file must hold. A file that does not say counts as this partner's. */
  partner?: PartnerIdentity;
  senderFor: (transaction: Kysely<Tables>) => JobSender;
  /** The kinds of jobs that are restored; others are left out. */
  jobNames: readonly string[];
  signal?: AbortSignal;
  /** Called after each batch with how many rows are in. */
  report?: (rows: number) => void;
}

/** How many rows, or characters, end a batch, whichever comes first. */
const BATCH_ROWS = 200;
const BATCH_CHARACTERS = 500_000;

/**
 * Fills an empty database with the lines that `exportEverything` wrote, in one transaction: after a failure or a kill
 * nothing of them is there. No other process writes meanwhile. Holds only a batch of rows. Throws RestoreError.
 */
export async function restoreEverything(
  kysely: Kysely<Tables>,
  lines: AsyncIterable<string>,
  options: ImportOptions,
): Promise<Restored> {
  const reader = createLineReader(lines);
  const head = checkHead(reader, await reader.next(), {
    known: await appliedMigrations(kysely),
    cipher: options.cipher,
  });
  return kysely.transaction().execute(async (transaction) => {
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(transaction);
    const tables = new Map((await carriedTables(transaction)).map((table) => [table.name, table]));
    await claimEmpty(transaction, [...tables.keys()]);
    await switchTriggers(transaction, tables.keys(), 'disable');
    const restored: Restored = {
      tables: 0,
      rows: 0,
      jobs: 0,
      isUnderOtherKey: head.keyIds.some((id) => id !== options.cipher.keyId.toString('hex')),
    };
    for (;;) {
      const section = reader.parsed(sectionSchema, await reader.next()) satisfies Section;
      if ('end' in section) break;
      if ('jobs' in section) {
        restored.jobs += await sendJobs(transaction, reader, section.jobs, options);
        continue;
      }
      const table = checkedTable(tables, section);
      if (!table) continue;
      restored.tables += 1;
      for await (const count of insertRows(transaction, reader, table, section)) {
        restored.rows += count;
        options.report?.(restored.rows);
        if (options.signal?.aborted) throw new RestoreError('Stopped before the end: nothing was restored.');
      }
      await numberOn(transaction, table);
    }
    await switchTriggers(transaction, tables.keys(), 'enable');
    await refuseOtherPartner(transaction, options);
    return restored;
  });
}

/** Switches the tables' triggers off or on: what they wrote is in the file itself. */
async function switchTriggers(
  transaction: Transaction<Tables>,
  names: Iterable<string>,
  to: 'enable' | 'disable',
): Promise<void> {
  for (const name of names) {
    await sql`alter table ${sql.table(name)} ${sql.raw(to)} trigger user`.execute(transaction);
  }
}

async function refuseOtherPartner(
  transaction: Transaction<Tables>,
  { cipher, partner }: ImportOptions,
): Promise<void> {
  const others = partner && (await markPartner(createSecretStore(transaction, cipher), partner));
  if (others === undefined) return;
  throw new RestoreError(
    `The file holds another partner's data (other than where it was written: ${others}): nothing was restored.`,
  );
}

/**
 * Locks the tables until this is done, and makes sure that they are empty. Removes the check of the key and the partner's
 * mark, which every start writes: the file brings its own.
 */
async function claimEmpty(transaction: Transaction<Tables>, names: readonly string[]): Promise<void> {
  await sql`lock table ${sql.join(names.map((name) => sql.table(name)))} in exclusive mode`.execute(
    transaction,
  );
  await transaction.deleteFrom('secrets').where('name', 'in', [KEY_CHECK, PARTNER_MARK]).execute();
  for (const name of names) {
    const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(transaction);
    if (rows.length === 0) continue;
    throw new RestoreError(
      `The database is not empty (there is something in ${name}): import into an empty one.`,
    );
  }
}

type TableSection = Extract<Section, { table: string }>;

/** Returns the table of a section; undefined for an unknown one without rows. */
function checkedTable(
  tables: ReadonlyMap<string, CarriedTable>,
  section: TableSection,
): CarriedTable | undefined {
  const table = tables.get(section.table);
  if (!table && section.rows === 0) return undefined;
  const unknown = table && section.columns.find((column) => !table.columns.includes(column));
  if (table && unknown === undefined) return table;
  throw new RestoreError(
    `The file has "${section.table}${unknown === undefined ? '' : `.${unknown}`}", which this version does not know: ` +
      'import it with the version that wrote it, and update then.',
  );
}

/** Inserts rows. A column that is newer than the file gets its default. */
async function* insertRows(
  transaction: Transaction<Tables>,
  reader: LineReader,
  { name }: CarriedTable,
  { columns, rows }: TableSection,
): AsyncGenerator<number> {
  const list = sql.join(columns.map((column) => sql.ref(column)));
  for (let left = rows; left > 0;) {
    const batch = await reader.batch(Math.min(left, BATCH_ROWS), BATCH_CHARACTERS);
    left -= batch.length;
    const { numAffectedRows } = await sql`
      insert into ${sql.table(name)} (${list}) overriding system value
      select ${list} from json_populate_recordset(null::${sql.table(name)}, ${`[${batch.join(',')}]`}::json)`
      .execute(transaction)
      .catch((cause: unknown) => refused(cause, reader));
    if (Number(numAffectedRows) !== batch.length) throw reader.damaged();
    yield batch.length;
  }
}

/** Throws RestoreError without the server's own words, which may quote the row. */
function refused(cause: unknown, reader: LineReader): never {
  if (!(cause instanceof pg.DatabaseError)) throw cause;
  throw new RestoreError(
    `The database refused what stands before line ${reader.lineNumber() + 1} of the file (${cause.code}).`,
  );
}

/** Lets the next row get the number after the last one's. */
async function numberOn(transaction: Transaction<Tables>, { name, numbered }: CarriedTable): Promise<void> {
  for (const column of numbered) {
    await sql`
      select setval(pg_get_serial_sequence(format('%I', ${name}::text), ${column}), max(${sql.ref(column)}))
      from ${sql.table(name)} having count(*) > 0`.execute(transaction);
  }
}

async function sendJobs(
  transaction: Transaction<Tables>,
  reader: LineReader,
  count: number,
  { senderFor, jobNames }: ImportOptions,
): Promise<number> {
  const sender = senderFor(transaction);
  let sent = 0;
  for (let read = 0; read < count; read += 1) {
    const job = reader.parsed(jobSchema, await reader.next());
    if (!jobNames.includes(job.name)) continue;
    await sendJob(sender, job);
    sent += 1;
  }
  return sent;
}

async function sendJob(sender: JobSender, { name, payload, onceKey, afterMs }: CarriedJob): Promise<void> {
  // A job of a name that this version knows has the payload that this version knows.
  await (sender.send as (name: string, payload: unknown, options: object) => Promise<void>)(name, payload, {
    // What was to wait longer than any pause can be was written down by an earlier version.
    afterMs: afterMs > FURTHEST_PLAN_MS ? 0 : afterMs,
    ...(onceKey !== null && { onceKey }),
  });
}
