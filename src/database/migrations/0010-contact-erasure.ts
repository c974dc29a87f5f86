import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const contactErasure: Migration = {
  async up(db: Kysely<unknown>) {
    for (const confirmation of CONFIRMATIONS) await sql.raw(confirmation).execute(db);
  },
};

const CONFIRMATIONS = [
  // The hash's key is not known to the server: rows that are here already get theirs from the bot, a batch at a time,
  // before the first one is erased.
  `alter table confirmations
    add column contact_hash bytea,
    add column erase_asked_at timestamptz`,
  `create index confirmations_by_contact on confirmations (contact_hash) where contact_hash is not null`,
  `create index confirmations_without_hash on confirmations (id) where contact is not null and contact_hash is null`,
  `create index confirmations_with_contact on confirmations (settled_at)
    where contact is not null and settled_at is not null`,
  `create index confirmations_erase_asked on confirmations (id) where erase_asked_at is not null`,
];
