import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { Cipher } from '../../src/database/encryption/cipher.ts';
import { ENCRYPTED_COLUMNS, type EncryptedColumn } from '../../src/database/rotation/encrypted-columns.ts';
import { encryptFile } from '../../src/database/encryption/file-cipher.ts';
import type { Tables } from '../../src/database/core/tables.ts';

interface Column {
  table: string;
  name: string;
  type: string;
  isNullable: boolean;
  /** The table that it refers to. */
  parent: string | null;
}

const STRANGE_TEXT = 'é « ’ » 日本 🙂 "quoted" \\back\\n \t tab\nline\r\n{"a":1} \u2028 end ';

/**
 * Puts rows into every table there is, whatever its columns: each column has a value in the first row, and null in the
 * second where it may. For that, the database loses its checks of values. Reads all from the server's own catalogue, so
 * that what a migration adds is filled as well; of a type it does not know it says so.
 */
export async function fillTables(kysely: Kysely<Tables>, cipher: Cipher): Promise<void> {
  await dropChecks(kysely);
  const columns = await writableColumns(kysely);
  const tables = [...new Set(columns.map(({ table }) => table))];
  const keys = new Map<string, string[]>();
  const fill = async (table: string) => {
    if (keys.has(table)) return;
    keys.set(table, [randomUUID(), randomUUID()]);
    const own = columns.filter((column) => column.table === table);
    for (const { parent } of own) if (parent !== null) await fill(parent);
    for (const place of [0, 1]) await insert(kysely, cipher, own, place, keys);
  };
  for (const table of tables) await fill(table);
}

/** Every table's rows as texts, in an order that depends on them alone. */
export async function allRows(kysely: Kysely<Tables>): Promise<Record<string, string[]>> {
  const { rows: tables } = await sql<{ name: string }>`
    select relname::text as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relpersistence = 'p'
      and relname not like 'schema_migrations%' order by 1`.execute(kysely);
  const all: Record<string, string[]> = {};
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`
      select row_to_json(t)::text as row from ${sql.table(name)} as t
      where row_to_json(t) ->> 'name' is distinct from 'key-check' order by 1`.execute(kysely);
    all[name] = rows.map(({ row }) => row);
  }
  return all;
}

/** A database in which anything of the right type may stand. */
export async function dropChecks(kysely: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ confirmation: string }>`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as confirmation
    from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace and conrelid <> 0`.execute(
    kysely,
  );
  for (const { confirmation } of rows) await sql.raw(confirmation).execute(kysely);
}

async function writableColumns(kysely: Kysely<Tables>): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select relname::text as table, attname::text as name, typname::text as type, not attnotnull as "isNullable",
      (select confrelid::regclass::text from pg_constraint
        where contype = 'f' and conrelid = pg_class.oid and attnum = any (conkey)) as parent
    from pg_class
    join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = ''
    join pg_type on pg_type.oid = atttypid
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relpersistence = 'p'
      and relname not like 'schema_migrations%'
    order by relname, attnum`.execute(kysely);
  return rows;
}

async function insert(
  kysely: Kysely<Tables>,
  cipher: Cipher,
  columns: readonly Column[],
  place: number,
  keys: ReadonlyMap<string, string[]>,
): Promise<void> {
  const { table } = columns[0]!;
  const encrypted = ENCRYPTED_COLUMNS.filter((each) => each.table === table);
  const id = keys.get(table)![place]!;
  const value = (column: Column): unknown => {
    if (column.parent !== null) return keys.get(column.parent)![place];
    if (column.name === (encrypted[0]?.key[0] ?? 'id') && column.type === 'text') return id;
    return column.isNullable && place === 1 ? null : valueOfType(column, place);
  };
  const encryptedValue = async ({ key, context, isFile }: EncryptedColumn) => {
    const own = key.map((name) => String(value(columns.find((column) => column.name === name)!)));
    const text = JSON.stringify({ email: 'a@b.example' });
    const bound = context(own.join(':'));
    return isFile ? encryptFile(cipher, Buffer.from(text), bound) : cipher.encrypt(text, bound);
  };
  const values: unknown[] = [];
  for (const column of columns) {
    const found = encrypted.find((each) => each.column === column.name);
    values.push(found && value(column) !== null ? await encryptedValue(found) : value(column));
  }
  await sql`insert into ${sql.table(table)} (${sql.join(columns.map(({ name }) => sql.ref(name)))})
    overriding system value values (${sql.join(values)})`.execute(kysely);
}

function valueOfType({ table, name, type }: Column, place: number): unknown {
  switch (type) {
    case 'text':
    case 'varchar':
      return `${STRANGE_TEXT}${table}.${name} ${place}`;
    case 'bool':
      return place === 0;
    case 'int2':
      return 7 + place;
    case 'int4':
      return 2_000_000_000 + place;
    case 'int8':
      return 9_007_199_254_740_000 + place;
    case 'numeric':
      return `1234567890.0123456789${place}`;
    case 'float8':
      return 0.1 + place / 3;
    case 'date':
      return `2018-10-0${place + 1}`;
    case 'timestamptz':
      return `2026-03-10T09:00:00.12345${place}+01:00`;
    case 'uuid':
      return randomUUID();
    case 'bytea':
      return Buffer.from([0, 1, 255, place]);
    case 'jsonb':
    case 'json':
      return JSON.stringify({ unconfirmed: place, text: STRANGE_TEXT, list: [1, null, { a: [] }] });
    case '_text':
      return [STRANGE_TEXT, 'b,{}"'];
    default:
      throw new Error(`Say what to put into ${table}.${name}: nothing is known of ${type}`);
  }
}
