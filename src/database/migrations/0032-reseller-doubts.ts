import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const resellerDoubts: Migration = {
  async up(db: Kysely<unknown>) {
    // The list of a reseller's customers that is not believed yet: how many it lacked of how many, and when it was read.
    await sql`alter table resellers
      add column doubted_since timestamptz,
      add column doubted_missing integer,
      add column doubted_known integer`.execute(db);
  },
};
