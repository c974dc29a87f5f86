import { sql, type Kysely, type Selectable } from 'kysely';
import type { DeliveryStore } from '../../use-cases/ports/delivery-store.ts';
import { deliveryOf } from './delivery-row.ts';
import type { DeliveryTable, Tables } from '../core/tables.ts';

type StandingStore = Pick<
  DeliveryStore,
  'standing' | 'standingDigests' | 'standingScopes' | 'standingUntrue' | 'replaced' | 'markClosed'
>;

/** The part of the ledger about the digests that stand in conversations now, and those they replaced. */
export function createStandingStore(kysely: Kysely<Tables>): StandingStore {
  return {
    standing: async (conversationId, kind) => {
      const row = await kysely
        .selectFrom('deliveries')
        .selectAll()
        .where('conversation_id', '=', conversationId)
        .where('kind', '=', kind)
        .where('is_standing', '=', true)
        .orderBy('posted_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && deliveryOf(row);
    },

    standingDigests: async (conversationIds) => {
      const rows = await kysely
        .selectFrom('deliveries')
        .selectAll()
        .where('conversation_id', '=', sql<string>`any(${conversationIds}::text[])`)
        .where('kind', '=', 'digest')
        .where('is_standing', '=', true)
        .execute();
      return new Map(rows.map((row) => [row.conversation_id, deliveryOf(row)]));
    },

    standingScopes: async () => {
      const { rows } = await sql<{
        scope: string;
        digests: number;
        least: number;
        most: number;
        is_mixed: boolean;
      }>`
        select ${SCOPE_NOW} as scope, count(*) as digests, min(unconfirmed) as least, max(unconfirmed) as most,
          bool_or(${SCOPE_COUNTED} <> ${SCOPE_NOW}) as is_mixed
        from deliveries left join reminders using (conversation_id)
        where is_standing and kind = 'digest'
        group by 1 order by 1`.execute(kysely);
      return rows.map(({ is_mixed, ...row }) => ({ ...row, isMixed: is_mixed }));
    },

    standingUntrue: async (scope, unconfirmed, limit, except) => {
      const { rows } = await sql<Selectable<DeliveryTable>>`
        select deliveries.* from deliveries left join reminders using (conversation_id)
        where is_standing and kind = 'digest' and ${SCOPE_NOW} = ${scope}
          and (unconfirmed <> ${unconfirmed} or ${SCOPE_COUNTED} <> ${scope})
          and not deliveries.id = any(${except}::text[])
        order by posted_at desc, id limit ${limit}`.execute(kysely);
      return rows.map(deliveryOf);
    },

    replaced: async (limit) => {
      const rows = await kysely
        .selectFrom('deliveries')
        .selectAll()
        .where('replaced_by', 'is not', null)
        .orderBy('touched_at', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ delivery: deliveryOf(row), replacedBy: row.replaced_by ?? '' }));
    },

    markClosed: async (id) => {
      await kysely.updateTable('deliveries').set({ replaced_by: null }).where('id', '=', id).execute();
    },
  };
}

const SCOPE_NOW = sql`coalesce(reminders.scope, 'all')`;
const SCOPE_COUNTED = sql`coalesce(digest ->> 'scope', 'all')`;
