import { sql, type Kysely, type RawBuilder } from 'kysely';
import {
  ALL_CUSTOMERS,
  isAboutUnconfirmed,
  type CustomerFilter,
} from '../../domain/customers/customer-filter.ts';
import type { Figures } from '../../domain/customers/customer.ts';
import { fittingSearch } from './customer-search.ts';
import type { Tables } from '../core/tables.ts';

/** The numbers over the customers of a filter. */
export async function readFigures(
  kysely: Kysely<Tables>,
  filter: CustomerFilter = ALL_CUSTOMERS,
): Promise<Figures> {
  const { rows } = await sql<{
    confirmed: number;
    unconfirmed: number;
    unknown: number;
    in_progress: number;
    attention: number;
    collected: number;
    to_renew: number;
    oldest: Date | null;
  }>`
    select
      coalesce(sum(n) filter (where agreement_state = 'confirmed'), 0)::bigint as confirmed,
      coalesce(sum(n) filter (where agreement_state = 'unconfirmed'), 0)::bigint as unconfirmed,
      coalesce(sum(n) filter (where agreement_state = 'unknown'), 0)::bigint as unknown,
      (select count(distinct customers.id) from confirmations join customers on customers.id = customer_id
        where state in ('recorded', 'sending', 'unclear')
        and left_at is null and agreement_state = 'unconfirmed' and ${matching(filter)}) as in_progress,
      (select count(*) from (${FAILED}) failed join customers on customers.id = failed.customer_id
        where left_at is null and agreement_state = 'unconfirmed' and ${matching(filter)}) as attention,
      (select count(*) from customers
        where left_at is null and agreement_state = 'unconfirmed'
        and ${matching({ ...filter, hasCollected: true })}) as collected,
      ${toRenewOf(filter)} as to_renew,
      (select min(waiting_since) from customers
        where left_at is null and agreement_state = 'unconfirmed' and ${matching(filter)}) as oldest
    from (${countsOf(filter)}) counted`.execute(kysely);
  const {
    confirmed = 0,
    unconfirmed = 0,
    unknown = 0,
    in_progress = 0,
    attention = 0,
    collected = 0,
    to_renew = 0,
    oldest = null,
  } = rows[0] ?? {};
  return {
    total: confirmed + unconfirmed + unknown,
    confirmed,
    unconfirmed,
    inProgress: in_progress,
    attention,
    collected,
    toRenew: to_renew,
    unknown,
    oldestWaitingSince: oldest,
  };
}

/** Counts the unconfirmed customers that a filter lets through, up to `most`. */
export async function countUnconfirmed(
  kysely: Kysely<Tables>,
  filter: CustomerFilter,
  most: number,
): Promise<number> {
  const counted = isCounted(filter)
    ? sql`${countedByState(filter)} having agreement_state = 'unconfirmed'`
    : unconfirmedOnly(filter, most);
  const { rows } = await sql<{
    n: number;
  }>`select coalesce(sum(n), 0)::bigint as n from (${counted}) counted`.execute(kysely);
  return Math.min(most, rows[0]?.n ?? 0);
}

/** Whether the kept counts are enough: they are by reseller or by person, not by both, and by nothing else. */
const isCounted = (filter: CustomerFilter): boolean =>
  !isAboutUnconfirmed(filter) && (filter.resellerId === undefined || filter.assigneeId === undefined);

/** Counts the customers that have to renew, within the counts of a filter. */
const toRenewOf = (filter: CustomerFilter): RawBuilder<unknown> =>
  isCounted(filter)
    ? sql`coalesce(sum(n) filter (where agreement_state = 'to-renew'), 0)::bigint`
    : sql`(select count(*) from customers
        where left_at is null and agreement_state = 'unconfirmed' and ${matching({ ...filter, toRenew: true })})`;

function countedByState({ resellerId, assigneeId }: CustomerFilter): RawBuilder<unknown> {
  const kind = resellerId !== undefined ? 'reseller' : assigneeId !== undefined ? 'assignee' : 'all';
  return sql`select agreement_state, sum(n) as n from customer_counts
    where kind = ${kind} and key = ${resellerId ?? assigneeId ?? ''} group by agreement_state`;
}

function countsOf(filter: CustomerFilter): RawBuilder<unknown> {
  if (isCounted(filter)) return countedByState(filter);
  return isAboutUnconfirmed(filter)
    ? unconfirmedOnly(filter)
    : sql`select agreement_state, count(*) as n from customers
        where left_at is null and agreement_state <> 'exempt' and ${matching(filter)} group by agreement_state`;
}

function unconfirmedOnly(filter: CustomerFilter, most?: number): RawBuilder<unknown> {
  const limit = most === undefined ? sql`` : sql`limit ${most}`;
  return sql`select 'unconfirmed' as agreement_state, count(*) as n from (
    select from customers where left_at is null and agreement_state = 'unconfirmed' and ${matching(filter)} ${limit}
  ) let_through`;
}

/** Customers whose latest confirmation was refused or got no clear answer. */
const FAILED = sql`select customer_id from confirmations failed
  where state in ('refused', 'attention') and not exists (
    select from confirmations later
    where later.customer_id = failed.customer_id and later.submitted_at > failed.submitted_at
  ) group by customer_id`;

const COLLECTED = sql`select customer_id from confirmations where state = 'collected'`;

/** A filter as a condition on rows of `customers`. */
export function matching(filter: CustomerFilter): RawBuilder<boolean> {
  const { resellerId, assigneeId, waitingBefore, needsAttention, hasCollected, toRenew, named } = filter;
  const conditions = [
    ...(resellerId === undefined ? [] : [sql`customers.reseller_id = ${resellerId}`]),
    ...(assigneeId === undefined ? [] : [assignedTo(assigneeId)]),
    ...(waitingBefore === undefined ? [] : [sql`customers.waiting_since < ${waitingBefore}`]),
    ...(needsAttention === undefined ? [] : [sql`customers.id in (${FAILED})`]),
    ...(hasCollected === undefined ? [] : [sql`customers.id in (${COLLECTED})`]),
    ...(toRenew === undefined ? [] : [sql`customers.accepted_on is not null`]),
    ...(named === undefined ? [] : [fitsName(named, filter.nearly ?? false)]),
  ];
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

/** How many unconfirmed customers of a name a list can show. */
const NAMED = 10_001;

/**
 * Finds customers by the indexes of the search first: few fit, and reading in the order of the list would pass all
 * others.
 */
const fitsName = (text: string, nearly: boolean) =>
  sql`customers.id = any(array(
    select customers.id from customers
    where left_at is null and agreement_state = 'unconfirmed' and ${fittingSearch(text, nearly)} limit ${NAMED}
  ))`;

const assignedTo = (id: string | null) =>
  id === null ? sql`customers.assignee_id is null` : sql`customers.assignee_id = ${id}`;
