import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const directAcceptance: Migration = {
  async up(db: Kysely<unknown>) {
    for (const confirmation of CONFIRMATIONS) await sql.raw(confirmation).execute(db);
  },
};

const CONFIRMATIONS = [
  // A customer that signed with Microsoft itself counts as confirmed, and Microsoft does not tell since when.
  `alter table customers
    drop constraint customers_check1,
    add constraint customers_confirmed_since check (
      agreement_state <> 'confirmed'
      or (confirmed_at is not null and (accepted_on is not null or confirmed_via is not distinct from 'direct'))
    )`,
];
