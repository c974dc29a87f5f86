import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const agreementOfStates: Migration = {
  async up(db: Kysely<unknown>) {
    for (const confirmation of CONFIRMATIONS) await sql.raw(confirmation).execute(db);
  },
};

const CONFIRMATIONS = [
  // One row: which agreement the customers' states are about, so that a change of the setting is noticed.
  `create table agreement_of_states (
    is_only boolean primary key default true check (is_only),
    agreement_type text not null
  )`,
];
