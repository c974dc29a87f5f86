import { sql, type Kysely, type RawBuilder } from 'kysely';
import { ALL_CUSTOMERS, type CustomerFilter } from '../domain/customer-filter.ts';
import type { Figures } from '../domain/customer.ts';
import type { Tables } from './tables.ts';

/** The numbers over the customers of a filter, each kind counted by an index. */
export async function readFigures(
  kysely: Kysely<Tables>,
  filter: CustomerFilter = ALL_CUSTOMERS,
): Promise<Figures> {
  const { rows } = await sql<{
    confirmed: number;
    unconfirmed: number;
    unknown: number;
    in_progress: number;
    oldest: Date | null;
  }>`
    select
      coalesce(sum(n) filter (where agreement_state = 'confirmed'), 0)::bigint as confirmed,
      coalesce(sum(n) filter (where agreement_state = 'unconfirmed'), 0)::bigint as unconfirmed,
      coalesce(sum(n) filter (where agreement_state = 'unknown'), 0)::bigint as unknown,
      (select count(distinct customers.id) from confirmations join customers on customers.id = customer_id
        where state in ('recorded', 'sending', 'unclear')
        and left_at is null and agreement_state = 'unconfirmed' and ${matching(filter)}) as in_progress,
      (select min(waiting_since) from customers
        where left_at is null and agreement_state = 'unconfirmed' and ${matching(filter)}) as oldest
    from (
      select agreement_state, count(*) as n from customers
      where left_at is null and ${matching(filter)} group by agreement_state
    ) counted`.execute(kysely);
  const { confirmed = 0, unconfirmed = 0, unknown = 0, in_progress = 0, oldest = null } = rows[0] ?? {};
  return {
    total: confirmed + unconfirmed + unknown,
    confirmed,
    unconfirmed,
    inProgress: in_progress,
    unknown,
    oldestWaitingSince: oldest,
  };
}

/** The condition on rows of `customers` that a filter amounts to. */
export function matching(filter: CustomerFilter): RawBuilder<boolean> {
  const { resellerId, assigneeId, waitingBefore } = filter;
  const conditions = [
    ...(resellerId === undefined ? [] : [sql`customers.reseller_id = ${resellerId}`]),
    ...(assigneeId === undefined ? [] : [sql`customers.assignee_id = ${assigneeId}`]),
    ...(waitingBefore === undefined ? [] : [sql`customers.waiting_since < ${waitingBefore}`]),
  ];
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}
