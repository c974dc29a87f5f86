import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const imports: Migration = {
  async up(db: Kysely<unknown>) {
    for (const confirmation of CONFIRMATIONS) await sql.raw(confirmation).execute(db);
  },
};

const CONFIRMATIONS = [
  // `file` is the encrypted file until it was checked. What is unfinished expires; what has ended is removed later.
  `create table imports (
    id text primary key,
    arrival_id text not null unique,
    state text not null default 'arrived'
      check (state in ('arrived', 'refused', 'preview', 'running', 'paused', 'finished', 'cancelled', 'expired')),
    owner_id text not null,
    owner_name text not null,
    conversation_id text not null,
    activity_id text,
    language text not null check (language in ('en', 'fr')),
    time_zone text not null,
    file_name text not null,
    file bytea,
    problem jsonb,
    notes jsonb,
    created_at timestamptz not null,
    expires_at timestamptz,
    ended_at timestamptz,
    check (file is null or state = 'arrived')
  )`,
  `create index imports_unfinished on imports (expires_at) where expires_at is not null`,
  `create index imports_ended on imports (ended_at) where ended_at is not null`,

  // `details`: encrypted; of a ready row with the contact, until the row has become a confirmation.
  `create table import_rows (
    import_id text not null references imports on delete cascade,
    number integer not null,
    state text not null check (state in ('ready', 'recorded', 'wrong', 'unknown-customer', 'already-confirmed',
      'in-progress', 'exempt', 'duplicate', 'conflict', 'dropped')),
    customer_id text,
    other_row integer,
    details bytea,
    confirmation_id text,
    primary key (import_id, number),
    check (state <> 'ready' or (customer_id is not null and details is not null)),
    check ((state = 'recorded') = (confirmation_id is not null))
  )`,
  `create index import_rows_ready on import_rows (import_id, number) where state = 'ready'`,

  // A confirmation that began as a row: it yields to people, and has no card of its own.
  `alter table confirmations add column import_id text`,
  `create index confirmations_of_imports on confirmations (import_id)
    where import_id is not null and state in ('recorded', 'sending', 'unclear')`,

  `create table file_offers (
    id text primary key,
    owner_id text not null,
    conversation_id text not null,
    activity_id text,
    name text not null,
    content bytea not null,
    expires_at timestamptz not null
  )`,
  `create index file_offers_by_age on file_offers (expires_at)`,
];
