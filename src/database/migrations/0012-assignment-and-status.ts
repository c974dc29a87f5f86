import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const assignmentAndStatus: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  // How many customers there are of each kind, as a sum of changes: whoever changes customers only ever adds rows, so
  // nobody waits for anybody, and a snapshot of this table always agrees with the same snapshot of the customers.
  // Empty text: no reseller, nobody. Who has left and who is exempt is not counted.
  `create table customer_counts (
    id bigint generated always as identity primary key,
    reseller_id text not null,
    assignee_id text not null,
    agreement_state text not null,
    n integer not null
  )`,
  `create index customer_counts_of_reseller on customer_counts (reseller_id)`,
  `create index customer_counts_of_assignee on customer_counts (assignee_id)`,
  `create view counted_customers as
    select coalesce(reseller_id, '') as reseller_id, coalesce(assignee_id, '') as assignee_id, agreement_state
    from customers where left_at is null and agreement_state <> 'exempt'`,
  `insert into customer_counts (reseller_id, assignee_id, agreement_state, n)
    select reseller_id, assignee_id, agreement_state, count(*) from counted_customers group by 1, 2, 3`,
  `drop view counted_customers`,
  `create function count_customers() returns trigger language plpgsql as $$
    begin
      if tg_op = 'INSERT' then
        insert into customer_counts (reseller_id, assignee_id, agreement_state, n)
        select coalesce(reseller_id, ''), coalesce(assignee_id, ''), agreement_state, count(*) from after_it
        where left_at is null and agreement_state <> 'exempt' group by 1, 2, 3;
      elsif tg_op = 'DELETE' then
        insert into customer_counts (reseller_id, assignee_id, agreement_state, n)
        select coalesce(reseller_id, ''), coalesce(assignee_id, ''), agreement_state, -count(*) from before_it
        where left_at is null and agreement_state <> 'exempt' group by 1, 2, 3;
      else
        insert into customer_counts (reseller_id, assignee_id, agreement_state, n)
        select coalesce(reseller_id, ''), coalesce(assignee_id, ''), agreement_state, sum(change)
        from (
          select reseller_id, assignee_id, agreement_state, left_at, 1 as change from after_it
          union all
          select reseller_id, assignee_id, agreement_state, left_at, -1 from before_it
        ) changes
        where left_at is null and agreement_state <> 'exempt' group by 1, 2, 3 having sum(change) <> 0;
      end if;
      return null;
    end
  $$`,
  `create function forget_customer_counts() returns trigger language plpgsql as $$
    begin
      delete from customer_counts;
      return null;
    end
  $$`,
  `create trigger customers_counted_new after insert on customers referencing new table as after_it
    for each statement execute function count_customers()`,
  `create trigger customers_counted_changed after update on customers
    referencing old table as before_it new table as after_it
    for each statement execute function count_customers()`,
  `create trigger customers_counted_gone after delete on customers referencing old table as before_it
    for each statement execute function count_customers()`,
  `create trigger customers_counted_none after truncate on customers
    for each statement execute function forget_customer_counts()`,

  // Since when a confirmed customer had waited; null where it was found confirmed, which is nobody's doing here.
  `alter table customers add column waited_since timestamptz`,
  `create index customers_done on customers (confirmed_at) where left_at is null and waited_since is not null`,
  `create index customers_of_nobody on customers (waiting_since, id)
    where left_at is null and agreement_state = 'unconfirmed' and assignee_id is null`,
  `create index confirmations_failed on confirmations (customer_id, submitted_at)
    where state in ('refused', 'attention')`,

  // One row a day (UTC). Null where the bot did not run that day and nobody can tell any more.
  `create table figures_by_day (
    day date primary key,
    newly_confirmed integer not null default 0,
    total integer,
    unconfirmed integer,
    unknown integer
  )`,

  // Whoever was ever given a customer, and where Teams may be asked whether they are still there.
  `create table assignees (
    id text primary key,
    name text not null,
    checked_on date,
    missing_since date,
    released_at timestamptz,
    released integer not null default 0
  )`,
  `create index assignees_released on assignees (released_at) where released_at is not null`,
  `create table assignee_places (
    assignee_id text not null references assignees on delete cascade,
    conversation_id text not null,
    teams_id text not null,
    seen_at timestamptz not null,
    primary key (assignee_id, conversation_id)
  )`,
  `insert into assignees (id, name)
    select assignee_id, max(coalesce(assignee_name, '')) from customers where assignee_id is not null group by assignee_id`,
];
