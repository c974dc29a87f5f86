import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const lastGoodSync: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  // One row at most: when customers and agreements were last read from Partner Center with nothing missing.
  `create table last_good_sync (
    is_only boolean primary key default true check (is_only),
    at timestamptz not null
  )`,
];
