import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const deniedCustomers: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  // Since when an open confirmation is answered that the account may not do this for its customer.
  `alter table confirmations add column denied_at timestamptz`,
  `create index confirmations_denied on confirmations (denied_at) where denied_at is not null`,
];
