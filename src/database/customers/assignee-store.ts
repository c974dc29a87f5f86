import { sql, type Kysely } from 'kysely';
import type { Assignee, AssigneeStore } from '../../use-cases/ports/assignee-store.ts';
import { createConversationStore } from '../conversations/conversation-store.ts';
import type { Tables } from '../core/tables.ts';

/** How many conversations are asked about one person, the latest first. */
const PLACES = 5;

/** The people who were ever assigned a customer, and where they were seen. */
export function createAssigneeStore(kysely: Kysely<Tables>): AssigneeStore {
  const conversations = createConversationStore(kysely);

  async function withPlaces(row: {
    id: string;
    name: string;
    missing_since: string | null;
  }): Promise<Assignee> {
    const places = await kysely
      .selectFrom('assignee_places')
      .selectAll()
      .where('assignee_id', '=', row.id)
      .orderBy('seen_at', 'desc')
      .limit(PLACES)
      .execute();
    const found = await Promise.all(
      places.map(async ({ conversation_id, teams_id }) => {
        const conversation = await conversations.find(conversation_id);
        return conversation ? [{ conversation, teamsId: teams_id }] : [];
      }),
    );
    return { id: row.id, name: row.name, missingSince: row.missing_since, places: found.flat() };
  }

  return {
    note: async ({ id, name }, place, at) => {
      await kysely
        .insertInto('assignees')
        .values({ id, name, checked_on: null, missing_since: null, released_at: null })
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet({ name, missing_since: null, released_at: null, released: 0 }),
        )
        .execute();
      if (!place) return;
      const { conversationId, teamsId } = place;
      await kysely
        .insertInto('assignee_places')
        .values({ assignee_id: id, conversation_id: conversationId, teams_id: teamsId, seen_at: at })
        .onConflict((conflict) =>
          conflict
            .columns(['assignee_id', 'conversation_id'])
            .doUpdateSet({ teams_id: teamsId, seen_at: at }),
        )
        .execute();
    },

    find: async (id) => {
      const row = await kysely
        .selectFrom('assignees')
        .select(['id', 'name', 'missing_since'])
        .where('id', '=', id)
        .executeTakeFirst();
      return row && withPlaces(row);
    },

    known: async (limit) =>
      kysely
        .selectFrom('assignees')
        .select(['id', 'name'])
        .where('released_at', 'is', null)
        .orderBy('name')
        .orderBy('id')
        .limit(limit)
        .execute(),

    toCheck: async (today, limit) => {
      const rows = await kysely
        .selectFrom('assignees')
        .select(['id', 'name', 'missing_since'])
        .where((is) => is.or([is('checked_on', 'is', null), is('checked_on', '<', today)]))
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('customers')
              .select('customers.id')
              .whereRef('customers.assignee_id', '=', 'assignees.id')
              .where('left_at', 'is', null),
          ),
        )
        .orderBy(sql`checked_on nulls first`)
        .orderBy('id')
        .limit(limit)
        .execute();
      return Promise.all(rows.map(withPlaces));
    },

    markChecked: async (id, today, missingSince) => {
      await kysely
        .updateTable('assignees')
        .set({ checked_on: today, missing_since: missingSince })
        .where('id', '=', id)
        .execute();
    },

    unassign: async (id, at) => {
      const freed = await kysely
        .updateTable('customers')
        .set({ assignee_id: null, assignee_name: null })
        .where('assignee_id', '=', id)
        .returning('id')
        .execute();
      await kysely
        .updateTable('assignees')
        .set({ released_at: at, released: freed.length, missing_since: null })
        .where('id', '=', id)
        .execute();
      return freed.map((row) => row.id);
    },

    unassignedSince: async (since, limit) => {
      const rows = await kysely
        .selectFrom('assignees')
        .select(['name', 'released'])
        .where('released_at', '>', since)
        .where('released', '>', 0)
        .orderBy('released_at', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ name, released }) => ({ name, customers: released }));
    },
  };
}
