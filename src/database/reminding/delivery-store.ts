import { sql, type Kysely, type RawBuilder, type Selectable } from 'kysely';
import type { DeliveryState } from '../../domain/reminding/delivery.ts';
import type { DeliveryStore, MessageSpot } from '../../use-cases/ports/delivery-store.ts';
import { deliveryOf } from './delivery-row.ts';
import { createStandingStore } from './standing-store.ts';
import { jsonText } from '../core/storable-text.ts';
import type { DeliveryTable, Tables } from '../core/tables.ts';
import { together } from '../core/together.ts';

/** The ledger of messages promised unasked. Each step names the states it may follow, so that none happens twice. */
export function createDeliveryStore(kysely: Kysely<Tables>): DeliveryStore {
  const delivery = (id: string) => kysely.updateTable('deliveries').where('id', '=', id);

  return {
    ...createStandingStore(kysely),

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

    planDigests: async (digests, at) => {
      if (digests.length === 0) return [];
      const rows = digests.map(({ id, conversationId, period, dayStart, digest }) => ({
        ...{ id, period, digest },
        conversation_id: conversationId,
        day_start: dayStart,
      }));
      // Another time zone or a clock set back gives the same day another name: what was sent since it began counts too.
      const { rows: planned } = await sql<{ conversation_id: string }>`
        insert into deliveries (id, conversation_id, kind, period, digest, touched_at)
        select id, conversation_id, 'digest', period, digest, ${at}
        from jsonb_to_recordset(${jsonText(rows)}::jsonb)
          as wanted (id text, conversation_id text, period date, day_start timestamptz, digest jsonb)
        where not exists (
            select from deliveries as standing
            where standing.conversation_id = wanted.conversation_id and standing.kind = 'digest'
              and standing.is_standing and standing.posted_at >= wanted.day_start
          )
          and not exists (
            select from deliveries as doubtful
            where doubtful.conversation_id = wanted.conversation_id and doubtful.kind = 'digest'
              and doubtful.period >= wanted.period - 1
              and doubtful.state in ('sending', 'unknown') and doubtful.touched_at >= wanted.day_start
          )
        on conflict (conversation_id, kind, period) do nothing
        returning conversation_id`.execute(kysely);
      return planned.map(({ conversation_id }) => conversation_id);
    },

    replan: async (id, digest, at) => {
      const planned = await delivery(id)
        .set({
          state: 'planned',
          digest: jsonText(digest),
          activity_id: null,
          posted_at: null,
          is_standing: false,
          replaced_by: null,
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

    claimNext: async (at, before) => {
      const { rows } = await sql<Selectable<DeliveryTable>>`
        update deliveries set state = 'sending', touched_at = ${at}
        where id = (${waiting(at, before)} for update skip locked)
        returning *`.execute(kysely);
      return rows[0] && deliveryOf(rows[0]);
    },

    anyPlanned: async (at, before) => {
      const { rows } = await waiting(at, before).execute(kysely);
      return rows.length > 0;
    },

    markPosted: async (id, activityId, at, digest) => {
      // It takes the place of the one that stood there before, in the same statement.
      const said = digest === undefined ? sql`digest` : sql`${jsonText(digest)}::jsonb`;
      await sql`
        with posted as (
          update deliveries set state = 'posted', activity_id = ${activityId}, posted_at = ${at}, is_standing = true,
            digest = ${said}, touched_at = ${at}
          where id = ${id} and state in ('sending', 'unknown')
          returning id, conversation_id, kind
        )
        update deliveries set is_standing = false,
          replaced_by = case when activity_id is null then null else ${activityId} end
        from posted
        where deliveries.conversation_id = posted.conversation_id and deliveries.kind = posted.kind
          and deliveries.is_standing and deliveries.id <> posted.id`.execute(kysely);
    },

    markNotPosted: async (id, state, at, claimedAt) => {
      const isSure = state === 'planned' || state === 'dropped';
      const from: DeliveryState[] = isSure ? ['sending', 'unknown'] : ['sending'];
      await delivery(id)
        .set({ state, touched_at: at })
        .where('state', 'in', from)
        .where('touched_at', '=', claimedAt)
        .execute();
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

    forget: async (period, limit) => {
      const forgotten = await kysely
        .deleteFrom('deliveries')
        .where('id', 'in', (old) =>
          old
            .selectFrom('deliveries')
            .select('id')
            .where('period', '<', period)
            .where('is_standing', '=', false)
            .where('replaced_by', 'is', null)
            .limit(limit),
        )
        .executeTakeFirst();
      return Number(forgotten.numDeletedRows);
    },

    isOurs: together(async (messages: readonly MessageSpot[]) => {
      const rows = await kysely
        .selectFrom('deliveries')
        .select(['conversation_id', 'activity_id'])
        .where('activity_id', 'is not', null)
        .where(({ eb, refTuple, tuple }) =>
          eb(
            refTuple('conversation_id', 'activity_id'),
            'in',
            messages.map(({ conversationId, activityId }) => tuple(conversationId, activityId)),
          ),
        )
        .execute();
      const keyOf = (...spot: (string | null)[]) => JSON.stringify(spot);
      const found = new Set(rows.map((row) => keyOf(row.conversation_id, row.activity_id)));
      return messages.map(({ conversationId, activityId }) => found.has(keyOf(conversationId, activityId)));
    }),

    markEdited: async (id, digest, at) => {
      await delivery(id)
        .set({ state: 'edited', digest: jsonText(digest), touched_at: at })
        .where('state', 'in', ['posted', 'edited'] satisfies DeliveryState[])
        .execute();
    },
  };
}

/**
 * Selects the digest that waits longest, of a conversation that can be reached and wants it. Run for each digest that is
 * sent, so conversation and reminder are looked up for the first few in line, never joined with all.
 */
function waiting(at: Date, before: Date): RawBuilder<{ id: string }> {
  return sql<{ id: string }>`
    select id from deliveries
    where state = 'planned' and touched_at <= ${before}
      and (select unreachable_reason is null from conversations where id = conversation_id)
      and coalesce((
        select is_on and (snoozed_until is null or snoozed_until <= ${at}) from reminders
        where reminders.conversation_id = deliveries.conversation_id), true)
    order by touched_at limit 1`;
}
