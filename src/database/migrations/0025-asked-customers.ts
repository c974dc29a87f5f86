import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const askedCustomers: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  // Who asked a customer last to accept with Microsoft itself; empty once the customer is confirmed. What Partner Center
  // refuses to tell of a customer has its reason. A check that a person pressed has its instant: two processes make one.
  `alter table customers
    add column asked_at timestamptz,
    add column asked_by_id text,
    add column asked_by_name text,
    add column untold text,
    add column check_begun_at timestamptz,
    add constraint customers_asked_by check ((asked_at is null) = (asked_by_id is null))`,
  // Lists give those first that are not asked yet.
  `create index customers_to_ask on customers ((asked_at is not null), waiting_since, id)
    where left_at is null and agreement_state = 'unconfirmed'`,
  `create index customers_assigned_to_ask on customers ((asked_at is not null), waiting_since, id)
    where left_at is null and agreement_state = 'unconfirmed' and assignee_id is not null`,
  `create index customers_of_reseller_to_ask on customers (reseller_id, (asked_at is not null), waiting_since, id)
    where left_at is null and agreement_state = 'unconfirmed'`,
  `create index customers_asked on customers (checked_at)
    where left_at is null and asked_at is not null and agreement_state = 'unconfirmed'`,

  // One row for each person who asked a customer, until they were told that it has accepted.
  `create table customer_asks (
    customer_id text not null references customers on delete cascade,
    asker_id text not null,
    asker_name text not null,
    asked_at timestamptz not null,
    conversation_id text not null,
    activity_id text,
    language text not null check (language in ('en', 'fr')),
    state text not null default 'waiting'
      check (state in ('waiting', 'telling', 'told', 'unknown', 'unreachable')),
    state_since timestamptz not null,
    not_before timestamptz,
    primary key (customer_id, asker_id)
  )`,
  `create index customer_asks_open on customer_asks (state, asked_at) where state in ('waiting', 'telling')`,
];
