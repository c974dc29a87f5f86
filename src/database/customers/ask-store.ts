import { sql, type Kysely, type Selectable } from 'kysely';
import { SAME_ASK_MS, type Ask } from '../../domain/customers/ask.ts';
import type { AskStore } from '../../use-cases/ports/ask-store.ts';
import type { CustomerAskTable } from './customer-ask-table.ts';
import type { Tables } from '../core/tables.ts';

/** Which person asked which customer, until that person was told. Call `note` inside a transaction: it writes two tables. */
export function createAskStore(kysely: Kysely<Tables>): AskStore {
  const telling = ({ customerId, by }: Ask) =>
    kysely
      .updateTable('customer_asks')
      .where('customer_id', '=', customerId)
      .where('asker_id', '=', by.id)
      .where('state', '=', 'telling');

  return {
    count: async ({ resellerId, assigneeId }) => {
      const { asked } = await kysely
        .selectFrom('customers')
        .select(({ fn }) => fn.countAll<number>().as('asked'))
        .where('left_at', 'is', null)
        .where('asked_at', 'is not', null)
        .where('agreement_state', '=', 'unconfirmed')
        .$if(resellerId !== undefined, (query) => query.where('reseller_id', '=', resellerId!))
        .$if(assigneeId !== undefined, (query) =>
          query.where('assignee_id', 'is not distinct from', assigneeId!),
        )
        .executeTakeFirstOrThrow();
      return Number(asked);
    },

    note: async ({ customerId, by, at, place, language }) => {
      const customer = await kysely
        .selectFrom('customers')
        .select(['asked_at', 'asked_by_id'])
        .where('id', '=', customerId)
        .where('left_at', 'is', null)
        .where('agreement_state', 'in', ['unknown', 'unconfirmed'])
        .forUpdate()
        .executeTakeFirst();
      if (!customer) return 'not-waiting';
      const { asked_at, asked_by_id } = customer;
      if (asked_by_id === by.id && asked_at && at.getTime() - asked_at.getTime() < SAME_ASK_MS) {
        return 'repeated';
      }
      await kysely
        .updateTable('customers')
        .set({ asked_at: at, asked_by_id: by.id, asked_by_name: by.name })
        .where('id', '=', customerId)
        .execute();
      const row = {
        asker_name: by.name,
        asked_at: at,
        conversation_id: place.conversationId,
        activity_id: place.activityId,
        language,
        state: 'waiting' as const,
        state_since: at,
        not_before: null,
      };
      await kysely
        .insertInto('customer_asks')
        .values({ customer_id: customerId, asker_id: by.id, ...row })
        .onConflict((conflict) => conflict.columns(['customer_id', 'asker_id']).doUpdateSet(row))
        .execute();
      return 'noted';
    },

    claimAnswered: async (at) => {
      const { rows } = await sql<Selectable<CustomerAskTable>>`
        update customer_asks set state = 'telling', state_since = ${at}
        where (customer_id, asker_id) = (
          select customer_id, asker_id from customer_asks asks join customers on customers.id = customer_id
          where asks.state = 'waiting' and agreement_state = 'confirmed' and left_at is null
            and (not_before is null or not_before <= ${at})
          order by asks.asked_at, customer_id, asker_id limit 1 for update of asks skip locked
        ) returning *`.execute(kysely);
      return rows[0] && askOf(rows[0]);
    },

    settle: async (ask, { state, at }) => {
      await telling(ask).set({ state, state_since: at }).execute();
    },

    postpone: async (ask, notBefore) => {
      await telling(ask).set({ state: 'waiting', not_before: notBefore }).execute();
    },

    abandonTelling: async (before) => {
      const { numUpdatedRows } = await kysely
        .updateTable('customer_asks')
        .set({ state: 'unknown' })
        .where('state', '=', 'telling')
        .where('state_since', '<', before)
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },
  };
}

const askOf = (row: Selectable<CustomerAskTable>): Ask => ({
  customerId: row.customer_id,
  by: { id: row.asker_id, name: row.asker_name },
  at: row.asked_at,
  place: { conversationId: row.conversation_id, activityId: row.activity_id },
  language: row.language,
});
