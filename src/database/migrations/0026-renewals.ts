import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const renewals: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

/** What a row of customers counts as: its state, and once more where its acceptance has to be renewed. */
const COUNTED_AS = `cross join lateral unnest(case
  when agreement_state = 'unconfirmed' and accepted_on is not null then array[agreement_state, 'to-renew']
  else array[agreement_state] end) as counted(as_what)`;

const STATEMENTS = [
  // From which day on the acceptances count by which the customers' states were told; null: all of them.
  `alter table agreement_of_states add column valid_from date`,
  // An unconfirmed customer with a date of acceptance has to renew it.
  `create index customers_to_renew on customers (waiting_since, id)
    where left_at is null and agreement_state = 'unconfirmed' and accepted_on is not null`,
  // What a changed day makes a difference to, for customers who have left as well.
  `create index customers_by_acceptance on customers (agreement_state, accepted_on) where accepted_on is not null`,
  `create or replace function count_customers() returns trigger language plpgsql as $$
    begin
      if tg_op = 'INSERT' then
        perform count_changes(array_agg(
          (coalesce(reseller_id, ''), coalesce(assignee_id, ''), as_what, n)::customer_change))
        from (
          select reseller_id, assignee_id, as_what, count(*) as n from after_it ${COUNTED_AS}
          where left_at is null and agreement_state <> 'exempt' group by 1, 2, 3
        ) changes;
      elsif tg_op = 'DELETE' then
        perform count_changes(array_agg(
          (coalesce(reseller_id, ''), coalesce(assignee_id, ''), as_what, n)::customer_change))
        from (
          select reseller_id, assignee_id, as_what, -count(*) as n from before_it ${COUNTED_AS}
          where left_at is null and agreement_state <> 'exempt' group by 1, 2, 3
        ) changes;
      else
        perform count_changes(array_agg(
          (coalesce(reseller_id, ''), coalesce(assignee_id, ''), as_what, n)::customer_change))
        from (
          select reseller_id, assignee_id, as_what, sum(change) as n
          from (
            select reseller_id, assignee_id, agreement_state, accepted_on, left_at, 1 as change from after_it
            union all
            select reseller_id, assignee_id, agreement_state, accepted_on, left_at, -1 from before_it
          ) both_ways ${COUNTED_AS}
          where left_at is null and agreement_state <> 'exempt' group by 1, 2, 3 having sum(change) <> 0
        ) changes;
      end if;
      return null;
    end
  $$`,
];
