import { sql, type Kysely, type Selectable } from 'kysely';
import type { Conversation } from '../../domain/conversations/conversation.ts';
import type { ConversationStore } from '../../use-cases/ports/conversation-store.ts';
import { jsonText, storableText } from '../core/storable-text.ts';
import type { ConversationTable, Tables } from '../core/tables.ts';
import { together } from '../core/together.ts';

export function createConversationStore(kysely: Kysely<Tables>): ConversationStore {
  const heal: ConversationStore['heal'] = async (ids) => {
    await kysely
      .updateTable('conversations')
      .set({ unreachable_reason: null, unreachable_since: null })
      .where('id', 'in', ids)
      .where('unreachable_since', 'is not', null)
      .execute();
  };
  return {
    heal,

    claimWelcome: async (id, at) => {
      const claimed = await kysely
        .updateTable('conversations')
        .set({ welcomed_at: at })
        .where('id', '=', id)
        .where('welcomed_at', 'is', null)
        .executeTakeFirst();
      return claimed.numUpdatedRows > 0n;
    },

    // Two hundred people who write at the same moment would otherwise wait for two hundred commits.
    remember: together(async (seen: readonly Conversation[]) => {
      const kept = new Map<string, Conversation>();
      for (const round of roundsOf(seen)) {
        for (const row of await rememberAll(kysely, round)) kept.set(row.id, conversationOf(row));
      }
      return seen.map(({ id }) => kept.get(storableText(id))!);
    }),

    find: together(async (ids: readonly string[]) => {
      const rows = await kysely.selectFrom('conversations').selectAll().where('id', 'in', ids).execute();
      const found = new Map(rows.map((row) => [row.id, conversationOf(row)]));
      return ids.map((id) => found.get(storableText(id)));
    }),

    among: async (ids) => {
      const rows = await kysely
        .selectFrom('conversations')
        .selectAll()
        .where(sql<boolean>`id = any(${ids}::text[])`)
        .execute();
      return rows.map(conversationOf);
    },

    named: async (nameOrId) => {
      const row = await kysely
        .selectFrom('conversations')
        .selectAll()
        .where((is) =>
          is.or([is('id', '=', nameOrId), is(sql`lower(name)`, '=', nameOrId.trim().toLowerCase())]),
        )
        .orderBy(sql`id = ${nameOrId}`, 'desc')
        .orderBy(sql`unreachable_since is null`, 'desc')
        .orderBy('id')
        .limit(1)
        .executeTakeFirst();
      return row && conversationOf(row);
    },

    appoint: async (purpose, id, by, at) => {
      await kysely
        .insertInto('appointed_conversations')
        .values({ purpose, conversation_id: id, appointed_by_id: by.id, appointed_at: at })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    dismiss: async (purpose, id) => {
      const dismissed = await kysely
        .deleteFrom('appointed_conversations')
        .where('purpose', '=', purpose)
        .where('conversation_id', '=', id)
        .executeTakeFirst();
      return dismissed.numDeletedRows > 0n;
    },

    appointed: async (purpose) => {
      const rows = await kysely
        .selectFrom('conversations')
        .innerJoin('appointed_conversations', 'conversation_id', 'id')
        .selectAll('conversations')
        .where('purpose', '=', purpose)
        .orderBy('id')
        .execute();
      return rows.map(conversationOf);
    },

    setLanguage: async (id, language) => {
      await kysely.updateTable('conversations').set({ language }).where('id', '=', id).execute();
    },

    markReachability: async (id, reachability) => {
      const conversation = kysely.updateTable('conversations').where('id', '=', id);
      if (reachability.reachable) return heal([id]);
      const { reason, since } = reachability;
      await conversation
        .set({ unreachable_reason: reason, unreachable_since: since, welcomed_at: null })
        .execute();
    },

    list: async () => {
      const rows = await kysely.selectFrom('conversations').selectAll().orderBy('id').execute();
      return rows.map(conversationOf);
    },

    page: async (afterId, limit) => {
      const rows = await kysely
        .selectFrom('conversations')
        .selectAll()
        .$if(afterId !== null, (query) => query.where('id', '>', afterId ?? ''))
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(conversationOf);
    },

    personal: async (personId, tenantId) => {
      const row = await kysely
        .selectFrom('conversations')
        .selectAll()
        .where('person_id', '=', personId)
        .where('tenant_id', '=', tenantId)
        .where('kind', '=', 'personal')
        .orderBy(sql`unreachable_since is null`, 'desc')
        .orderBy('id')
        .limit(1)
        .executeTakeFirst();
      return row && conversationOf(row);
    },

    personalOf: async (personIds) => {
      const rows = await kysely
        .selectFrom('conversations')
        .selectAll()
        .where(sql<boolean>`lower(person_id) = any(${personIds.map((id) => id.toLowerCase())}::text[])`)
        .where('kind', '=', 'personal')
        .where('unreachable_since', 'is', null)
        .orderBy('id')
        .execute();
      return rows.map(conversationOf);
    },

    homeOf: async (teamId) => {
      const row = await kysely
        .selectFrom('conversations')
        .selectAll()
        .where('home_of_team', '=', teamId)
        .executeTakeFirst();
      return row && conversationOf(row);
    },

    setHome: async (teamId, channelId) => {
      await kysely
        .updateTable('conversations')
        .set({ home_of_team: null })
        .where('home_of_team', '=', teamId)
        .execute();
      if (channelId === null) return;
      await kysely
        .updateTable('conversations')
        .set({ home_of_team: teamId })
        .where('id', '=', channelId)
        .execute();
    },

    someOf: async (tenantId) => {
      const row = await kysely
        .selectFrom('conversations')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('unreachable_since', 'is', null)
        .orderBy('id')
        .limit(1)
        .executeTakeFirst();
      return row && conversationOf(row);
    },
  };
}

/**
 * Parts conversations into rounds, each with a conversation once, for one SQL statement changes no row twice. In one
 * order, against deadlocks.
 */
function roundsOf(seen: readonly Conversation[]): Conversation[][] {
  const rounds: Conversation[][] = [];
  const times = new Map<string, number>();
  for (const conversation of seen) {
    const id = storableText(conversation.id);
    const round = times.get(id) ?? 0;
    times.set(id, round + 1);
    (rounds[round] ??= []).push(conversation);
  }
  return rounds.map((round) => round.toSorted((one, other) => (one.id < other.id ? -1 : 1)));
}

async function rememberAll(
  kysely: Kysely<Tables>,
  conversations: readonly Conversation[],
): Promise<Selectable<ConversationTable>[]> {
  return kysely
    .insertInto('conversations')
    .values(
      conversations.map((conversation) => ({
        id: conversation.id,
        tenant_id: conversation.tenantId,
        kind: conversation.kind,
        person_id: conversation.personId ?? null,
        name: conversation.name,
        language: conversation.language,
        installer_language: conversation.installerLanguage,
        time_zone: conversation.timeZone,
        reference: jsonText(conversation.reference),
      })),
    )
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({
        tenant_id: sql`excluded.tenant_id`,
        kind: sql`excluded.kind`,
        person_id: sql`coalesce(excluded.person_id, conversations.person_id)`,
        name: sql`coalesce(excluded.name, conversations.name)`,
        language: sql`coalesce(conversations.language, excluded.language)`,
        installer_language: sql`coalesce(excluded.installer_language, conversations.installer_language)`,
        time_zone: sql`coalesce(conversations.time_zone, excluded.time_zone)`,
        reference: sql`excluded.reference`,
        unreachable_reason: null,
        unreachable_since: null,
      }),
    )
    .returningAll()
    .execute();
}

function conversationOf(row: Selectable<ConversationTable>): Conversation {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    kind: row.kind,
    ...(row.person_id !== null && { personId: row.person_id }),
    name: row.name,
    language: row.language,
    installerLanguage: row.installer_language,
    timeZone: row.time_zone,
    reference: row.reference,
    reachability:
      row.unreachable_reason !== null && row.unreachable_since !== null
        ? { reachable: false, reason: row.unreachable_reason, since: row.unreachable_since }
        : { reachable: true },
  };
}
