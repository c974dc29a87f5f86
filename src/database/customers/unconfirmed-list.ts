import { sql, type Kysely, type RawBuilder } from 'kysely';
import { ALL_CUSTOMERS, type CustomerOrder } from '../../domain/customers/customer-filter.ts';
import { OPEN_STATES } from '../../domain/confirming/confirmation.ts';
import type { CustomerStore } from '../../use-cases/ports/customer-store.ts';
import { matching } from './customer-figures.ts';
import { CUSTOMER_COLUMNS, customerOf, RESELLER_NAME, WAS_ASKED } from './customer-row.ts';
import type { Tables } from '../core/tables.ts';

/** Since when a customer waits or, once it is confirmed, had waited. */
const WAIT = sql`coalesce(waiting_since, waited_since, 'infinity'::timestamptz)`;

/**
 * The columns of each order, all of them ascending, as indexes have them; `place` says the same of a customer that is no
 * longer in the list, as if it had not been asked.
 */
const ORDERS: Readonly<
  Record<CustomerOrder, { columns: RawBuilder<unknown>[]; place: RawBuilder<unknown>[] }>
> = {
  waiting: {
    columns: [WAS_ASKED, sql`waiting_since`, sql`id`],
    place: [sql`false`, WAIT, sql`id`],
  },
  name: {
    columns: [sql`search_name`, sql`id`],
    place: [sql`search_name`, sql`id`],
  },
  assignee: {
    columns: [sql`(assignee_name is null)`, sql`coalesce(assignee_name, '')`, sql`waiting_since`, sql`id`],
    place: [sql`(assignee_name is null)`, sql`coalesce(assignee_name, '')`, WAIT, sql`id`],
  },
};

/** The list of unconfirmed customers, by pages or customer by customer. */
export function createUnconfirmedList(
  kysely: Kysely<Tables>,
): Pick<CustomerStore, 'unconfirmed' | 'nextUnconfirmed'> {
  return {
    unconfirmed: async ({ offset, limit }, filter = ALL_CUSTOMERS, order = 'waiting') => {
      const { columns } = ORDERS[order];
      // The ids first: skipped rows are then read from the index alone.
      const page = kysely
        .selectFrom('customers')
        .select('id')
        .where('left_at', 'is', null)
        .where('agreement_state', '=', 'unconfirmed')
        .where(matching(filter))
        .$call((query) => columns.reduce((sorted, column) => sorted.orderBy(column), query))
        .offset(offset)
        .limit(limit);
      const rows = await kysely
        .selectFrom('customers')
        .select([...CUSTOMER_COLUMNS, RESELLER_NAME])
        .where('id', 'in', page)
        .$call((query) => columns.reduce((sorted, column) => sorted.orderBy(column), query))
        .execute();
      return rows.map(customerOf);
    },

    nextUnconfirmed: async (id, { filter, order, type, unasked }) => {
      const { columns, place } = ORDERS[order];
      const others = kysely
        .selectFrom('customers')
        .select([...CUSTOMER_COLUMNS, RESELLER_NAME])
        .where('left_at', 'is', null)
        .where('agreement_state', '=', 'unconfirmed')
        .where('id', '<>', id)
        .where('pause_ends_at', 'is', null)
        .where(matching(filter))
        .$if(unasked, (query) => query.where('asked_at', 'is', null))
        .where(
          sql<boolean>`not exists (select from confirmations where customer_id = customers.id
            and agreement_type = ${type} and state in (${sql.join([...OPEN_STATES])}))`,
        )
        .$call((query) => columns.reduce((sorted, column) => sorted.orderBy(column), query))
        .limit(1);
      const after = sql<boolean>`(${sql.join(columns)}) > (select ${sql.join(place)} from customers where id = ${id})`;
      const row = (await others.where(after).executeTakeFirst()) ?? (await others.executeTakeFirst());
      return row && customerOf(row);
    },
  };
}
