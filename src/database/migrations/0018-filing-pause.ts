import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const filingPause: Migration = {
  async up(db: Kysely<unknown>) {
    for (const confirmation of CONFIRMATIONS) await sql.raw(confirmation).execute(db);
  },
};

const CONFIRMATIONS = [
  // One row while the partner's own account keeps everything from being filed, and none otherwise.
  `create table filing_pause (
    is_only boolean primary key default true check (is_only),
    reason text not null,
    code text not null,
    since timestamptz not null,
    told_at timestamptz
  )`,
];
