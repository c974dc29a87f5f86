import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const resellers: Migration = {
  async up(db: Kysely<unknown>) {
    for (const confirmation of CONFIRMATIONS) await sql.raw(confirmation).execute(db);
  },
};

const CONFIRMATIONS = [
  // The indirect resellers of a provider, each known by its tenant id.
  `create table resellers (
    id text primary key,
    name text not null
  )`,
  `alter table customers
    add column reseller_id text references resellers,
    add column reseller_seen_at timestamptz`,
  `create index customers_of_reseller on customers (reseller_id, waiting_since, id)
    where left_at is null and agreement_state = 'unconfirmed'`,
  `create index customers_of_reseller_by_state on customers (reseller_id, agreement_state)
    where left_at is null and reseller_id is not null`,
  `create index customers_of_assignee on customers (assignee_id, waiting_since, id)
    where left_at is null and agreement_state = 'unconfirmed' and assignee_id is not null`,
  `create index customers_of_assignee_by_state on customers (assignee_id, agreement_state)
    where left_at is null and assignee_id is not null`,
  `create index customers_reseller_seen on customers (reseller_id, reseller_seen_at) where reseller_id is not null`,
];
