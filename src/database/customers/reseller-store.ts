import { sql, type Kysely } from 'kysely';
import type { ResellerStore } from '../../use-cases/ports/reseller-store.ts';
import { jsonText } from '../core/storable-text.ts';
import type { Tables } from '../core/tables.ts';

/** A provider's resellers, and which customers each has. */
export function createResellerStore(kysely: Kysely<Tables>): ResellerStore {
  return {
    resellers: async () =>
      kysely.selectFrom('resellers').select(['id', 'name']).orderBy('name').orderBy('id').execute(),

    searchResellers: async (text, limit) =>
      kysely
        .selectFrom('resellers')
        .select(['id', 'name'])
        .where(sql<boolean>`position(lower(${text.trim()}) in lower(name)) > 0`)
        .orderBy('name')
        .orderBy('id')
        .limit(limit)
        .execute(),

    findReseller: async (id) =>
      kysely.selectFrom('resellers').select(['id', 'name']).where('id', '=', id).executeTakeFirst(),

    saveResellers: async (resellers) => {
      if (resellers.length === 0) return;
      const unique = [...new Map(resellers.map(({ id, name }) => [id, { id, name }])).values()];
      await sql`
        insert into resellers (id, name)
        select id, name from jsonb_to_recordset(${jsonText(unique)}::jsonb) as listed (id text, name text)
        order by id
        on conflict (id) do update set name = excluded.name where resellers.name <> excluded.name`.execute(
        kysely,
      );
    },

    markResold: async (resellerId, customerIds, at) => {
      if (customerIds.length === 0) return;
      await kysely
        .updateTable('customers')
        .set({ reseller_id: resellerId, reseller_seen_at: at })
        .where('id', '=', sql<string>`any(${customerIds}::text[])`)
        .execute();
    },

    countResold: async (resellerId, seenBefore) => {
      const resold = kysely
        .selectFrom('customers')
        .select((select) => select.fn.countAll<number>().as('count'))
        .where('reseller_id', '=', resellerId);
      const counted = seenBefore ? resold.where('reseller_seen_at', '<', seenBefore) : resold;
      return (await counted.executeTakeFirstOrThrow()).count;
    },

    forgetResold: async (resellerId, before) => {
      const { numUpdatedRows } = await kysely
        .updateTable('customers')
        .set({ reseller_id: null, reseller_seen_at: null })
        .where('reseller_id', '=', resellerId)
        .where('reseller_seen_at', '<', before)
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },

    resellerDoubt: async (resellerId) => {
      const row = await kysely
        .selectFrom('resellers')
        .select(['doubted_since', 'doubted_missing', 'doubted_known'])
        .where('id', '=', resellerId)
        .executeTakeFirst();
      if (!row?.doubted_since) return undefined;
      return {
        since: row.doubted_since,
        missing: row.doubted_missing ?? 0,
        known: row.doubted_known ?? 0,
      };
    },

    doubtReseller: async (resellerId, doubt) => {
      await kysely
        .updateTable('resellers')
        .set({
          doubted_since: doubt?.since ?? null,
          doubted_missing: doubt?.missing ?? null,
          doubted_known: doubt?.known ?? null,
        })
        .where('id', '=', resellerId)
        .execute();
    },
  };
}
