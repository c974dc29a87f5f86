import { sql, type Kysely } from 'kysely';
import type { Tables } from '../core/tables.ts';

/**
 * Tables about this database only, with nothing of the partner. All others are carried over, except unlogged ones, which a
 * crash of the server may empty anyway.
 */
const NOT_CARRIED: readonly string[] = ['schema_migrations', 'schema_migrations_lock'];

/** A table as the server describes it. */
export interface CarriedTable {
  name: string;
  /** The columns that can be written: computed ones are left out. */
  columns: string[];
  primaryKey: string[];
  /** Columns that the server numbers by itself. */
  numbered: string[];
}

/**
 * Returns every table that an export holds, each after those it refers to. Read from the server, so that tables of a new
 * migration are carried without a change here.
 */
export async function carriedTables(kysely: Kysely<Tables>): Promise<CarriedTable[]> {
  const { rows } = await sql<CarriedTable & { refersTo: string[] }>`
    with tables as (
      select oid, relname::text as name from pg_class
      where relnamespace = (select oid from pg_namespace where nspname = current_schema())
        and relkind in ('r', 'p') and relpersistence = 'p' and not relispartition and relname <> all (${NOT_CARRIED})
    ),
    columns as (
      select attrelid, attnum, attname::text as name, attgenerated,
        attidentity <> '' or pg_get_serial_sequence(format('%I', tables.name), attname) is not null as numbered
      from pg_attribute join tables on tables.oid = attrelid
      where attnum > 0 and not attisdropped
    )
    select tables.name,
      array(select name from columns where attrelid = tables.oid and attgenerated = '' order by attnum) as columns,
      array(select name from columns where attrelid = tables.oid and numbered order by attnum) as numbered,
      array(select columns.name from pg_constraint
        join columns on attrelid = conrelid and attnum = any (conkey)
        where conrelid = tables.oid and contype = 'p' order by array_position(conkey, attnum)) as "primaryKey",
      array(select other.name from pg_constraint join tables as other on other.oid = confrelid
        where conrelid = tables.oid and contype = 'f' and confrelid <> conrelid) as "refersTo"
    from tables order by tables.name`.execute(kysely);
  return inOrder(rows);
}

function inOrder(tables: readonly (CarriedTable & { refersTo: string[] })[]): CarriedTable[] {
  const ordered: CarriedTable[] = [];
  let left = [...tables];
  while (left.length > 0) {
    const waiting = new Set(left.map(({ name }) => name));
    const free = left.filter(({ refersTo }) => !refersTo.some((name) => waiting.has(name)));
    if (free.length === 0) throw new Error(`The tables ${[...waiting].join(', ')} refer to each other`);
    ordered.push(
      ...free.map(({ name, columns, primaryKey, numbered }) => ({ name, columns, primaryKey, numbered })),
    );
    left = left.filter((table) => !free.includes(table));
  }
  return ordered;
}

/** The names of the migrations this database has been through. */
export async function appliedMigrations(kysely: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from schema_migrations order by name`.execute(kysely);
  return rows.map(({ name }) => name);
}
