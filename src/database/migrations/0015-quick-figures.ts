import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const quickFigures: Migration = {
  async up(db: Kysely<unknown>) {
    for (const confirmation of CONFIRMATIONS) await sql.raw(confirmation).execute(db);
  },
};

const CONFIRMATIONS = [
  // What the metrics count every few seconds, and what is too old to keep.
  `create index confirmations_by_state on confirmations (state)`,
  `create index customers_not_counted on customers (left_at) include (agreement_state)
    where left_at is not null or agreement_state = 'exempt'`,
  `create index deliveries_by_period on deliveries (period, state)`,
];
