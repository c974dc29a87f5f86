import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const agreementOfStates: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  // One row: which agreement the customers' states are about, so that a change of the setting is noticed.
  `create table agreement_of_states (
    is_only boolean primary key default true check (is_only),
    agreement_type text not null
  )`,
];
