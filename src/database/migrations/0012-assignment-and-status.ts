import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const assignmentAndStatus: Migration = {
  async up(db: Kysely<unknown>) {
    for (const confirmation of CONFIRMATIONS) await sql.raw(confirmation).execute(db);
  },
};

const CONFIRMATIONS = [
  // How many customers there are of each kind, as a sum of changes: a change of customers only ever adds rows, so
  // none waits for another, and a snapshot of this table always agrees with the same snapshot of the customers.
  // `key`: the reseller's or the assignee's id, empty for none. Who has left and who is exempt is not counted.
  `create table customer_counts (
    id bigint generated always as identity primary key,
    kind text not null check (kind in ('all', 'reseller', 'assignee')),
    key text not null,
    agreement_state text not null,
    n integer not null
  )`,
  `create index customer_counts_of on customer_counts (kind, key) include (agreement_state, n)`,
  `create type customer_change as (reseller_id text, assignee_id text, agreement_state text, change integer)`,
  `create function count_changes(changes customer_change[]) returns void language sql as $$
    insert into customer_counts (kind, key, agreement_state, n)
    select
      case when grouping(reseller_id) = 0 then 'reseller' when grouping(assignee_id) = 0 then 'assignee' else 'all' end,
      coalesce(reseller_id, assignee_id, ''), agreement_state, sum(change)
    from unnest(changes)
    group by grouping sets ((agreement_state), (agreement_state, reseller_id), (agreement_state, assignee_id))
    having sum(change) <> 0
  $$`,
  `create function count_customers() returns trigger language plpgsql as $$
    begin
      if tg_op = 'INSERT' then
        perform count_changes(array_agg(
          (coalesce(reseller_id, ''), coalesce(assignee_id, ''), agreement_state, n)::customer_change))
        from (
          select reseller_id, assignee_id, agreement_state, count(*) as n from after_it
          where left_at is null and agreement_state <> 'exempt' group by 1, 2, 3
        ) changes;
      elsif tg_op = 'DELETE' then
        perform count_changes(array_agg(
          (coalesce(reseller_id, ''), coalesce(assignee_id, ''), agreement_state, n)::customer_change))
        from (
          select reseller_id, assignee_id, agreement_state, -count(*) as n from before_it
          where left_at is null and agreement_state <> 'exempt' group by 1, 2, 3
        ) changes;
      else
        perform count_changes(array_agg(
          (coalesce(reseller_id, ''), coalesce(assignee_id, ''), agreement_state, n)::customer_change))
        from (
          select reseller_id, assignee_id, agreement_state, sum(change) as n
          from (
            select reseller_id, assignee_id, agreement_state, left_at, 1 as change from after_it
            union all
            select reseller_id, assignee_id, agreement_state, left_at, -1 from before_it
          ) both_ways
          where left_at is null and agreement_state <> 'exempt' group by 1, 2, 3 having sum(change) <> 0
        ) changes;
      end if;
      return null;
    end
  $$`,
  `select count_changes(array_agg(
      (coalesce(reseller_id, ''), coalesce(assignee_id, ''), agreement_state, n)::customer_change))
    from (
      select reseller_id, assignee_id, agreement_state, count(*) as n from customers
      where left_at is null and agreement_state <> 'exempt' group by 1, 2, 3
    ) changes`,
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

  // Since when a confirmed customer had waited; null where it was found confirmed, which was not done with the bot.
  `alter table customers add column waited_since timestamptz`,
  `create index customers_done on customers (confirmed_at) where left_at is null and waited_since is not null`,
  `create index customers_of_nobody on customers (waiting_since, id)
    where left_at is null and agreement_state = 'unconfirmed' and assignee_id is null`,
  `create index resellers_by_name on resellers (name, id)`,
  `create index confirmations_failed on confirmations (customer_id, submitted_at)
    where state in ('refused', 'attention')`,

  // One row a day (UTC). Null where the bot did not run that day, and the number is lost.
  `create table figures_by_day (
    day date primary key,
    newly_confirmed integer not null default 0,
    total integer,
    unconfirmed integer,
    unknown integer
  )`,

  // The people who were ever assigned a customer, and where Teams may be asked whether they are still there.
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
