import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const notesAndPauses: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  // Reminders leave a customer out until this day: its own name for people, the instant at which it begins for the clock.
  `alter table customers
    add column pause_ends_on date,
    add column pause_ends_at timestamptz,
    add column paused_by_id text,
    add column paused_by_name text,
    add constraint customers_paused_whole check (
      (pause_ends_at is null) = (pause_ends_on is null) and (pause_ends_at is null) = (paused_by_id is null))`,
  `create index customers_paused on customers (pause_ends_at) where pause_ends_at is not null`,

  // What a colleague should know of a customer. In a table of its own: few have one, and a changed key reads them all.
  `create table customer_notes (
    customer_id text primary key references customers on delete cascade,
    sealed_note bytea not null,
    noted_at timestamptz not null,
    noted_by_id text not null,
    noted_by_name text not null
  )`,

  // Who last switched or paused the reminders of a conversation.
  `alter table reminders
    add column switched_at timestamptz,
    add column switched_by_id text,
    add column switched_by_name text,
    add constraint reminders_switched_by check ((switched_at is null) = (switched_by_id is null))`,
];
