import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const exemptCustomers: Migration = {
  async up(db: Kysely<unknown>) {
    for (const confirmation of CONFIRMATIONS) await sql.raw(confirmation).execute(db);
  },
};

const CONFIRMATIONS = [
  // Customers of national clouds: nothing can be confirmed there, so they are neither counted nor read.
  `alter table customers
    drop constraint customers_agreement_state_check,
    add constraint customers_agreement_state_check
      check (agreement_state in ('unknown', 'unconfirmed', 'confirmed', 'exempt'))`,
];
