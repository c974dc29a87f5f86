import { sql, type Kysely, type Selectable } from 'kysely';
import type { Delivery, DeliveryState } from '../domain/delivery.ts';
import type { DeliveryStore } from '../use-cases/ports/stores.ts';
import { jsonText } from './storable-text.ts';
import type { DeliveryTable, Tables } from './tables.ts';

/** The ledger of what was promised unasked. Each step names the states it may follow, so that none happens twice. */
export function createDeliveryStore(kysely: Kysely<Tables>): DeliveryStore {
  const delivery = (id: string) => kysely.updateTable('deliveries').where('id', '=', id);
  const rows = () => kysely.selectFrom('deliveries').selectAll();

  return {
    plan: async ({ id, conversationId, kind, period, digest, at }) => {
      const planned = await kysely
        .insertInto('deliveries')
        .values({
          id,
          conversation_id: conversationId,
          kind,
          period,
          digest: jsonText(digest),
          touched_at: at,
        })
        .onConflict((conflict) => conflict.columns(['conversation_id', 'kind', 'period']).doNothing())
        .executeTakeFirst();
      return (planned.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    replan: async (id, digest, at) => {
      const planned = await delivery(id)
        .set({
          state: 'planned',
          digest: jsonText(digest),
          activity_id: null,
          posted_at: null,
          is_standing: false,
          touched_at: at,
        })
        .where('state', '<>', 'sending')
        .executeTakeFirst();
      return planned.numUpdatedRows > 0n;
    },

    claim: async (id, at) => {
      const row = await delivery(id)
        .set({ state: 'sending', touched_at: at })
        .where('state', '=', 'planned')
        .returningAll()
        .executeTakeFirst();
      return row && deliveryOf(row);
    },

    markPosted: async (id, activityId, at) => {
      // It takes the place of the one that stood there before, in the same statement.
      await sql`
        with posted as (
          update deliveries set state = 'posted', activity_id = ${activityId}, posted_at = ${at}, is_standing = true,
            touched_at = ${at}
          where id = ${id} and state in ('sending', 'unknown')
          returning id, conversation_id, kind
        )
        update deliveries set is_standing = false from posted
        where deliveries.conversation_id = posted.conversation_id and deliveries.kind = posted.kind
          and deliveries.is_standing and deliveries.id <> posted.id`.execute(kysely);
    },

    markNotPosted: async (id, state, at) => {
      await delivery(id).set({ state, touched_at: at }).where('state', '=', 'sending').execute();
    },

    abandonSending: async (before) => {
      const abandoned = await kysely
        .updateTable('deliveries')
        .set({ state: 'unknown' })
        .where('state', '=', 'sending')
        .where('touched_at', '<', before)
        .executeTakeFirst();
      return Number(abandoned.numUpdatedRows);
    },

    planned: async (before, limit) => {
      const planned = await rows()
        .where('state', '=', 'planned')
        .where('touched_at', '<', before)
        .orderBy('touched_at')
        .limit(limit)
        .execute();
      return planned.map(deliveryOf);
    },

    standing: async (conversationId, kind) => {
      const row = await rows()
        .where('conversation_id', '=', conversationId)
        .where('kind', '=', kind)
        .where('is_standing', '=', true)
        .orderBy('posted_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && deliveryOf(row);
    },

    standingWithOtherCount: async (unconfirmed, limit) => {
      const other = await rows()
        .where('is_standing', '=', true)
        .where('unconfirmed', '<>', unconfirmed)
        .orderBy('id')
        .limit(limit)
        .execute();
      return other.map(deliveryOf);
    },

    findByActivity: async (conversationId, activityId) => {
      const row = await rows()
        .where('conversation_id', '=', conversationId)
        .where('activity_id', '=', activityId)
        .limit(1)
        .executeTakeFirst();
      return row && deliveryOf(row);
    },

    markEdited: async (id, digest, at) => {
      await delivery(id)
        .set({ state: 'edited', digest: jsonText(digest), touched_at: at })
        .where('state', 'in', ['posted', 'edited'] satisfies DeliveryState[])
        .execute();
    },
  };
}

function deliveryOf(row: Selectable<DeliveryTable>): Delivery {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    kind: row.kind,
    period: row.period,
    state: row.state,
    digest: row.digest,
    activityId: row.activity_id,
  };
}
