import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const listsToAsk: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  // A list of customers is sent to confirm them, or to note that they were asked to accept with Microsoft itself.
  `alter table imports add column purpose text not null default 'acceptances'
    check (purpose in ('acceptances', 'asks'))`,
  `alter table import_rows drop constraint import_rows_state_check`,
  `alter table import_rows add constraint import_rows_state_check
    check (state in ('ready', 'recorded', 'asked', 'wrong', 'unknown-customer', 'already-confirmed',
      'in-progress', 'exempt', 'duplicate', 'conflict', 'dropped'))`,
];
