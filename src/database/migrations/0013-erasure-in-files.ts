import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const erasureInFiles: Migration = {
  async up(db: Kysely<unknown>) {
    for (const confirmation of CONFIRMATIONS) await sql.raw(confirmation).execute(db);
  },
};

const CONFIRMATIONS = [
  // People erased while a file waited for its check, by the keyed hash of their address.
  `create table import_erasures (
    import_id text not null references imports on delete cascade,
    contact_hash bytea not null,
    primary key (import_id, contact_hash)
  )`,
];
