import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Breakdown } from '../../domain/customers/breakdown.ts';
import type { CustomerCounts } from '../../use-cases/ports/customer-counts.ts';
import { countUnconfirmed, readFigures } from './customer-figures.ts';
import type { Tables } from '../core/tables.ts';

/** Numbers over the customers, from counts that triggers keep up to date. */
export function createCustomerCounts(kysely: Kysely<Tables>): CustomerCounts {
  return {
    figures: (filter) => readFigures(kysely, filter),

    countUnconfirmed: (filter, most) => countUnconfirmed(kysely, filter, most),

    byReseller: (limit) =>
      breakdown(kysely, {
        of: sql`select key as id, agreement_state, n from customer_counts where kind = 'reseller' and key <> ''
          and agreement_state <> 'to-renew'`,
        name: sql`select name from resellers where resellers.id = shares.id`,
        limit,
      }),

    byAssignee: (limit, { resellerId } = {}) =>
      breakdown(kysely, {
        of:
          resellerId === undefined
            ? sql`select key as id, agreement_state, n from customer_counts where kind = 'assignee' and key <> ''
                and agreement_state <> 'to-renew'`
            : sql`select assignee_id as id, agreement_state, 1 as n from customers
                where left_at is null and reseller_id = ${resellerId} and assignee_id is not null
                  and agreement_state <> 'exempt'`,
        name: sql`select name from assignees where assignees.id = shares.id`,
        limit,
      }),

    foldCounts: async () => {
      await sql`
        with several as (
          select kind, key, agreement_state from customer_counts group by 1, 2, 3 having count(*) > 1
        ), taken as (
          delete from customer_counts using several
          where customer_counts.kind = several.kind
            and customer_counts.key = several.key
            and customer_counts.agreement_state = several.agreement_state
          returning customer_counts.kind, customer_counts.key, customer_counts.agreement_state, n
        )
        insert into customer_counts (kind, key, agreement_state, n)
        select kind, key, agreement_state, sum(n) from taken group by 1, 2, 3 having sum(n) <> 0`.execute(
        kysely,
      );
    },

    noteDay: async (now) => {
      const { total, unconfirmed, unknown } = await readFigures(kysely);
      const today = now.toISOString().slice(0, 10);
      // Days on which the bot did not run are counted from the confirmations of that day. Never less than was noted then, for
      // a customer that was confirmed once more has a later day now.
      await kysely
        .insertInto('figures_by_day')
        .values({ day: today, total, unconfirmed, unknown })
        .onConflict((conflict) => conflict.column('day').doUpdateSet({ total, unconfirmed, unknown }))
        .execute();
      await sql`
        insert into figures_by_day (day, newly_confirmed)
        select day::date, (select count(*) from customers
          where left_at is null and waited_since is not null
          and confirmed_at >= day at time zone 'UTC' and confirmed_at < (day + interval '1 day') at time zone 'UTC')
        from generate_series(
          greatest((select min(day) from figures_by_day), ${today}::date - ${LOOKED_BACK_DAYS}::integer)::timestamp,
          ${today}::timestamp, interval '1 day') as day
        on conflict (day) do update set
          newly_confirmed = greatest(figures_by_day.newly_confirmed, excluded.newly_confirmed)`.execute(
        kysely,
      );
    },

    days: async (from) => {
      const rows = await kysely
        .selectFrom('figures_by_day')
        .selectAll()
        .where('day', '>=', from)
        .orderBy('day')
        .execute();
      return rows.map(({ newly_confirmed, ...day }) => ({ ...day, newlyConfirmed: newly_confirmed }));
    },
  };
}

/** How many days are read: as far back as a trend looks, and a week more. */
const LOOKED_BACK_DAYS = 63;

/** The largest shares of the unconfirmed customers, each with its name, and how many other shares there are. */
async function breakdown(
  kysely: Kysely<Tables>,
  { of, name, limit }: { of: RawBuilder<unknown>; name: RawBuilder<unknown>; limit: number },
): Promise<Breakdown> {
  const { rows } = await sql<{
    id: string;
    name: string | null;
    unconfirmed: number;
    total: number;
    shares: number;
  }>`
    select id, (${name}) as name, unconfirmed, total, shares from (
      select id, coalesce(sum(n) filter (where agreement_state = 'unconfirmed'), 0)::bigint as unconfirmed,
        sum(n)::bigint as total, count(*) over () as shares
      from (${of}) counted group by id
      having sum(n) filter (where agreement_state = 'unconfirmed') > 0
      order by unconfirmed desc, id limit ${limit}
    ) shares order by unconfirmed desc, id`.execute(kysely);
  return {
    top: rows.map(({ id, name: shown, unconfirmed, total }) => ({
      id,
      name: shown ?? '',
      unconfirmed,
      total,
    })),
    more: Math.max(0, (rows[0]?.shares ?? 0) - rows.length),
  };
}
