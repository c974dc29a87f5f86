import { sql, type Kysely } from 'kysely';
import type { CustomerStore } from '../../use-cases/ports/customer-store.ts';
import { createAgreementOfStates } from './agreement-of-states.ts';
import { createCustomerCounts } from './customer-counts.ts';
import { CUSTOMER_COLUMNS, customerOf, NOT_PAUSED, RESELLER_NAME } from './customer-row.ts';
import { customersMeantBy, searchCustomers } from './customer-search.ts';
import { createListingStore } from './listing-store.ts';
import { createResellerStore } from './reseller-store.ts';
import { createUnconfirmedList } from './unconfirmed-list.ts';
import type { Tables } from '../core/tables.ts';
import { together } from '../core/together.ts';

/** The values of a confirmed customer: no person need ask it, and no pause applies. */
const NOTHING_OPEN = { asked_at: null, asked_by_id: null, asked_by_name: null, ...NOT_PAUSED };

/**
 * Customers of this partner. Those that left are kept, but found only by what says so and by the listing that brings them
 * back.
 */
export function createCustomerStore(kysely: Kysely<Tables>): CustomerStore {
  const byIds = (ids: readonly string[]) =>
    kysely
      .selectFrom('customers')
      .select([...CUSTOMER_COLUMNS, RESELLER_NAME])
      .where('id', 'in', ids);

  return {
    // The customers of all people who press at the same moment are read at once.
    find: together(async (ids: readonly string[]) => {
      const rows = await byIds(ids).where('left_at', 'is', null).execute();
      const found = new Map(rows.map((row) => [row.id, customerOf(row)]));
      return ids.map((id) => found.get(id));
    }),

    findEvenIfLeft: async (id) => {
      const row = await byIds([id]).executeTakeFirst();
      return row && customerOf(row);
    },

    search: (text, limit, { forgives } = { forgives: false }) =>
      searchCustomers(kysely, text, limit, forgives),

    meantBy: (keys) => customersMeantBy(kysely, keys),

    ...createUnconfirmedList(kysely),

    ...createCustomerCounts(kysely),

    ...createResellerStore(kysely),

    ...createAgreementOfStates(kysely),

    ...createListingStore(kysely),

    page: async (after, limit) => {
      const rows = await kysely
        .selectFrom('customers')
        .select([...CUSTOMER_COLUMNS, RESELLER_NAME, 'listed_at', 'left_at'])
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ ...customerOf(row), listedAt: row.listed_at, leftAt: row.left_at }));
    },

    toRead: async (limit, unconfirmedBefore, confirmedBefore, askedBefore = unconfirmedBefore) => {
      const { rows } = await sql<{ id: string }>`
        (select id from customers
          where left_at is null and asked_at is not null and agreement_state = 'unconfirmed'
            and checked_at < ${askedBefore}
          order by checked_at limit ${Math.ceil(limit / 2)})
        union all
        (select id from customers
          where left_at is null and agreement_state = 'unknown' and checked_at is null limit ${limit})
        union all
        (select id from customers
          where left_at is null and agreement_state = 'unconfirmed' and checked_at is null limit ${limit})
        union all
        (select id from customers
          where left_at is null and agreement_state = 'unconfirmed' and checked_at < ${unconfirmedBefore}
            and (asked_at is null or checked_at >= ${askedBefore})
          order by checked_at limit ${limit})
        union all
        (select id from customers
          where left_at is null and agreement_state = 'confirmed' and checked_at < ${confirmedBefore}
          order by checked_at limit ${limit})
        union all
        (select id from customers
          where left_at is null and agreement_state = 'unknown' and checked_at < ${confirmedBefore}
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
          untold: null,
          ...NOTHING_OPEN,
          waiting_since: null,
          waited_since: sql`case when ${isNews} then waiting_since else waited_since end`,
          confirmed_at: sql`case when ${isNews} then ${how.at}::timestamptz else confirmed_at end`,
          accepted_on: how.acceptedOn,
          confirmed_via: sql`case when ${isNews} then ${how.via} else confirmed_via end`,
          confirmed_by_id: sql`case when ${isNews} then ${how.by?.id ?? null} else confirmed_by_id end`,
          confirmed_by_name: sql`case when ${isNews} then ${how.by?.name ?? null} else confirmed_by_name end`,
        })
        .where('id', '=', id)
        // What was read before a member confirmed must not take its place when it is written later.
        .where((is) =>
          how.via === 'bot'
            ? is.lit(true)
            : is.or([is('confirmed_at', 'is', null), is('confirmed_at', '<=', how.at)]),
        )
        .execute();
    },

    markUnconfirmed: async (id, at, outdated) => {
      await kysely
        .updateTable('customers')
        .set({
          agreement_state: 'unconfirmed',
          checked_at: at,
          untold: null,
          waiting_since: sql`coalesce(waiting_since, ${at}::timestamptz)`,
          waited_since: null,
          confirmed_at: null,
          accepted_on: outdated ?? null,
          confirmed_via: null,
          confirmed_by_id: null,
          confirmed_by_name: null,
        })
        .where('id', '=', id)
        // What was read before a member confirmed must not undo it when it is written later.
        .where((is) => is.or([is('confirmed_at', 'is', null), is('confirmed_at', '<=', at)]))
        .execute();
    },

    markRefused: async (id, at, why) => {
      await kysely
        .updateTable('customers')
        .set({ checked_at: at, untold: why ?? null })
        .where('id', '=', id)
        .execute();
    },

    otherThan: async (id) => {
      const others = sql`from customers where left_at is null and id <> ${id}`;
      const { rows } = await sql<{ id: string }>`
        (select id ${others} and agreement_state = 'confirmed' and untold is null and checked_at is not null
          order by checked_at desc limit 1)
        union all
        (select id ${others} and agreement_state = 'unconfirmed' and untold is null and checked_at is not null
          order by checked_at desc limit 1)
        union all
        (select id ${others} and agreement_state in ('unconfirmed', 'unknown') and checked_at is null limit 1)
        limit 1`.execute(kysely);
      return rows[0]?.id;
    },

    beginCheck: async (id, at, since) => {
      const { numUpdatedRows } = await kysely
        .updateTable('customers')
        .set({ check_begun_at: at })
        .where('id', '=', id)
        .where('left_at', 'is', null)
        .where((is) => is.or([is('check_begun_at', 'is', null), is('check_begun_at', '<=', since)]))
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    assign: async (id, assignee, from) => {
      const { numUpdatedRows } = await kysely
        .updateTable('customers')
        .set({ assignee_id: assignee?.id ?? null, assignee_name: assignee?.name ?? null })
        .where('id', '=', id)
        .$if(from !== undefined, (update) =>
          update.where('assignee_id', 'is not distinct from', from ?? null),
        )
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}
