import { sql, type Kysely } from 'kysely';
import type { Figures } from '../domain/customer.ts';
import { isNationalCloudDomain } from '../domain/national-cloud.ts';
import type { CustomerStore } from '../use-cases/ports/stores.ts';
import { CUSTOMER_COLUMNS, customerOf } from './customer-row.ts';
import { customersMeantBy, searchCustomers, searchDomainOf, searchNameOf } from './customer-search.ts';
import { jsonText } from './storable-text.ts';
import type { Tables } from './tables.ts';

/** Customers of this partner. Who has left is kept, and seen by what says so and by the listing that brings them back. */
export function createCustomerStore(kysely: Kysely<Tables>): CustomerStore {
  const byId = (id: string) => kysely.selectFrom('customers').select(CUSTOMER_COLUMNS).where('id', '=', id);

  return {
    find: async (id) => {
      const row = await byId(id).where('left_at', 'is', null).executeTakeFirst();
      return row && customerOf(row);
    },

    findEvenIfLeft: async (id) => {
      const row = await byId(id).executeTakeFirst();
      return row && customerOf(row);
    },

    search: (text, limit) => searchCustomers(kysely, text, limit),

    meantBy: (keys) => customersMeantBy(kysely, keys),

    unconfirmed: async ({ offset, limit }) => {
      const rows = await kysely
        .selectFrom('customers')
        .select(CUSTOMER_COLUMNS)
        .where('left_at', 'is', null)
        .where('agreement_state', '=', 'unconfirmed')
        .orderBy('waiting_since')
        .orderBy('id')
        .offset(offset)
        .limit(limit)
        .execute();
      return rows.map(customerOf);
    },

    figures: () => readFigures(kysely),

    saveListed: async (customers, at) => {
      if (customers.length === 0) return [];
      // The same customer twice in one page would be refused by the server.
      const unique = [...new Map(customers.map((customer) => [customer.id, customer])).values()];
      const rows = unique.map(({ id, name, domain }) => ({
        ...{ id, name, domain },
        search_name: searchNameOf(name),
        search_domain: searchDomainOf(domain),
        agreement_state: isNationalCloudDomain(domain) ? 'exempt' : 'unknown',
      }));
      const saved = await sql<{ id: string; is_new: boolean }>`
        insert into customers (id, name, domain, search_name, search_domain, agreement_state, listed_at)
        select id, name, domain, search_name, search_domain, agreement_state, ${at}
        from jsonb_to_recordset(${jsonText(rows)}::jsonb)
          as listed (id text, name text, domain text, search_name text, search_domain text, agreement_state text)
        order by id
        on conflict (id) do update set
          name = excluded.name,
          domain = excluded.domain,
          search_name = excluded.search_name,
          search_domain = excluded.search_domain,
          agreement_state = case
            when customers.agreement_state = 'confirmed' then 'confirmed'
            when 'exempt' in (customers.agreement_state, excluded.agreement_state) then excluded.agreement_state
            else customers.agreement_state
          end,
          listed_at = excluded.listed_at,
          left_at = null
        returning id, xmax = 0 as is_new`.execute(kysely);
      return saved.rows.filter((row) => row.is_new).map(({ id }) => id);
    },

    markLeft: async (listedSince) => {
      const { numUpdatedRows } = await kysely
        .updateTable('customers')
        .set({ left_at: listedSince })
        .where('left_at', 'is', null)
        .where('listed_at', '<', listedSince)
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },

    toRead: async (limit, unconfirmedBefore, confirmedBefore) => {
      const { rows } = await sql<{ id: string }>`
        (select id from customers
          where left_at is null and agreement_state = 'unknown' limit ${limit})
        union all
        (select id from customers
          where left_at is null and agreement_state = 'unconfirmed' and checked_at < ${unconfirmedBefore}
          order by checked_at limit ${limit})
        union all
        (select id from customers
          where left_at is null and agreement_state = 'confirmed' and checked_at < ${confirmedBefore}
          order by checked_at limit ${limit})
        limit ${limit}`.execute(kysely);
      return rows.map(({ id }) => id);
    },

    markConfirmed: async (id, how) => {
      const isNews = sql<boolean>`(agreement_state <> 'confirmed' or ${how.via} = 'bot'
        or accepted_on is distinct from ${how.acceptedOn}::date)`;
      await kysely
        .updateTable('customers')
        .set({
          agreement_state: 'confirmed',
          checked_at: how.at,
          waiting_since: null,
          confirmed_at: sql`case when ${isNews} then ${how.at}::timestamptz else confirmed_at end`,
          accepted_on: how.acceptedOn,
          confirmed_via: sql`case when ${isNews} then ${how.via} else confirmed_via end`,
          confirmed_by_id: sql`case when ${isNews} then ${how.by?.id ?? null} else confirmed_by_id end`,
          confirmed_by_name: sql`case when ${isNews} then ${how.by?.name ?? null} else confirmed_by_name end`,
        })
        .where('id', '=', id)
        // What was read before somebody confirmed must not take its place when it is written later.
        .where((is) =>
          how.via === 'bot'
            ? is.lit(true)
            : is.or([is('confirmed_at', 'is', null), is('confirmed_at', '<=', how.at)]),
        )
        .execute();
    },

    markUnconfirmed: async (id, at) => {
      await kysely
        .updateTable('customers')
        .set({
          agreement_state: 'unconfirmed',
          checked_at: at,
          waiting_since: sql`coalesce(waiting_since, ${at}::timestamptz)`,
          confirmed_at: null,
          accepted_on: null,
          confirmed_via: null,
          confirmed_by_id: null,
          confirmed_by_name: null,
        })
        .where('id', '=', id)
        // What was read before somebody confirmed must not undo it when it is written later.
        .where((is) => is.or([is('confirmed_at', 'is', null), is('confirmed_at', '<=', at)]))
        .execute();
    },

    assign: async (id, assignee) => {
      await kysely
        .updateTable('customers')
        .set({ assignee_id: assignee?.id ?? null, assignee_name: assignee?.name ?? null })
        .where('id', '=', id)
        .execute();
    },
  };
}

async function readFigures(kysely: Kysely<Tables>): Promise<Figures> {
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
        and left_at is null and agreement_state = 'unconfirmed') as in_progress,
      (select min(waiting_since) from customers
        where left_at is null and agreement_state = 'unconfirmed') as oldest
    from (select agreement_state, count(*) as n from customers where left_at is null group by agreement_state) counted
  `.execute(kysely);
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
