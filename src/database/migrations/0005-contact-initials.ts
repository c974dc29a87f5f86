import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const contactInitials: Migration = {
  async up(db: Kysely<unknown>) {
    for (const confirmation of CONFIRMATIONS) await sql.raw(confirmation).execute(db);
  },
};

const CONFIRMATIONS = [
  // What is left of a contact once its details are erased; empty where it was recorded before this column was there.
  `alter table confirmations add column contact_initials text not null default ''`,
];
