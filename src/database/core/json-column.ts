import type { ColumnType } from 'kysely';

/** Read as the value, written as its JSON text: the driver would take an array for one of PostgreSQL's. */
export type Json<Value> = ColumnType<Value, string, string>;
export type JsonOrNull<Value> = ColumnType<Value | null, string | null, string | null>;
