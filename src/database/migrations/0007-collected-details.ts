import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const collectedDetails: Migration = {
  async up(db: Kysely<unknown>) {
    for (const confirmation of CONFIRMATIONS) await sql.raw(confirmation).execute(db);
  },
};

const CONFIRMATIONS = [
  // What a reseller's person filled in waits for a person who may confirm. Who filled it in, when and where stays on the
  // row when it is released; who releases it is the one who states it.
  `alter table confirmations
    drop constraint confirmations_state_check,
    add constraint confirmations_state_check
      check (state in ('collected', 'recorded', 'sending', 'unclear', 'confirmed', 'refused', 'attention')),
    add column collected jsonb,
    add constraint confirmations_collected_by check (state <> 'collected' or collected is not null)`,
  `create index confirmations_collected on confirmations (customer_id, agreement_type, submitted_at desc)
    where state = 'collected'`,
];
