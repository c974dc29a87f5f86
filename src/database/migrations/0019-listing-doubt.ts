import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const listingDoubt: Migration = {
  async up(db: Kysely<unknown>) {
    for (const confirmation of CONFIRMATIONS) await sql.raw(confirmation).execute(db);
  },
};

const CONFIRMATIONS = [
  // One row at most: a list of customers that lacks so many that a second reading must say the same.
  `create table listing_doubt (
    is_only boolean primary key default true check (is_only),
    since timestamptz not null,
    missing integer not null,
    known integer not null
  )`,
];
