import { sql, type Kysely, type Selectable } from 'kysely';
import type { Weekday } from '../../domain/reminding/reminder-schedule.ts';
import type { Reminder, ReminderSettings } from '../../domain/reminding/reminder.ts';
import { scopeKey, scopeOfKey } from '../../domain/reminding/scope.ts';
import type { ReminderStore } from '../../use-cases/ports/reminder-store.ts';
import { jsonText, storableText } from '../core/storable-text.ts';
import type { ReminderTable, Tables } from '../core/tables.ts';
import { together } from '../core/together.ts';

export function createReminderStore(kysely: Kysely<Tables>): ReminderStore {
  const reminder = (conversationId: string) =>
    kysely.updateTable('reminders').where('conversation_id', '=', conversationId);

  const one = (conversationId: string) =>
    kysely.selectFrom('reminders').selectAll().where('conversation_id', '=', conversationId);

  /** The condition that a reminder is on, not snoozed, and its conversation can be reached. */
  const active = (now: Date) =>
    kysely
      .selectFrom('reminders')
      .innerJoin('conversations', 'conversations.id', 'reminders.conversation_id')
      .selectAll('reminders')
      .where('is_on', '=', true)
      .where((is) => is.or([is('snoozed_until', 'is', null), is('snoozed_until', '<=', now)]))
      .where('unreachable_reason', 'is', null);

  return {
    find: together(async (conversationIds: readonly string[]) => {
      const rows = await kysely
        .selectFrom('reminders')
        .selectAll()
        .where('conversation_id', 'in', conversationIds)
        .execute();
      const found = new Map(rows.map((row) => [row.conversation_id, reminderOf(row)]));
      return conversationIds.map((id) => found.get(storableText(id)));
    }),

    findToChange: async (conversationId) => {
      const row = await one(conversationId).forUpdate().executeTakeFirst();
      return row && reminderOf(row);
    },

    save: async (conversationId, settings, dueAt, chosen) => {
      const columns = {
        ...columnsOf(settings, dueAt),
        ...(chosen && { chosen_at: chosen.at, reader_id: chosen.readerId }),
      };
      await kysely
        .insertInto('reminders')
        .values({ conversation_id: conversationId, ...columns })
        .onConflict((conflict) => conflict.column('conversation_id').doUpdateSet(columns))
        .execute();
    },

    createIfMissing: async (conversationId, settings, dueAt, readerId = null) => {
      await kysely
        .insertInto('reminders')
        .values({ conversation_id: conversationId, ...columnsOf(settings, dueAt), reader_id: readerId })
        .onConflict((conflict) => conflict.column('conversation_id').doNothing())
        .execute();
    },

    noteSwitch: async (conversationId, { at, by }) => {
      await reminder(conversationId)
        .set({ switched_at: at, switched_by_id: by.id, switched_by_name: by.name })
        .execute();
    },

    snooze: async (conversationId, until, dueAt) => {
      await reminder(conversationId).set({ snoozed_until: until, due_at: dueAt }).execute();
    },

    due: async (now, limit) => {
      const rows = await active(now)
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .limit(limit)
        .forUpdate('reminders')
        .skipLocked()
        .execute();
      return rows.map(reminderOf);
    },

    switchedOn: async (now, limit, afterConversationId) => {
      const rows = await active(now)
        .$if(afterConversationId !== null, (query) =>
          query.where('conversation_id', '>', afterConversationId ?? ''),
        )
        .orderBy('conversation_id')
        .limit(limit)
        .forUpdate('reminders')
        .execute();
      return rows.map(reminderOf);
    },

    reschedule: async (conversationId, dueAt) => {
      await reminder(conversationId).set({ due_at: dueAt }).execute();
    },

    rescheduleAll: async (next) => {
      if (next.length === 0) return;
      const rows = next.map(({ conversationId, dueAt }) => ({ id: conversationId, due_at: dueAt }));
      await sql`
        update reminders set due_at = next.due_at
        from jsonb_to_recordset(${jsonText(rows)}::jsonb) as next (id text, due_at timestamptz)
        where reminders.conversation_id = next.id`.execute(kysely);
    },
  };
}

function columnsOf(settings: ReminderSettings, dueAt: Date | null) {
  return {
    is_on: settings.on,
    days: jsonText(settings.days),
    hour: settings.hour,
    time_zone: settings.timeZone,
    scope: scopeKey(settings.scope),
    due_at: dueAt,
  };
}

function reminderOf(row: Selectable<ReminderTable>): Reminder {
  return {
    conversationId: row.conversation_id,
    settings: {
      on: row.is_on,
      days: row.days as Weekday[],
      hour: row.hour,
      timeZone: row.time_zone,
      scope: scopeOfKey(row.scope),
    },
    dueAt: row.due_at,
    snoozedUntil: row.snoozed_until,
    chosenAt: row.chosen_at,
    readerId: row.reader_id,
    switched:
      row.switched_at && row.switched_by_id !== null
        ? { at: row.switched_at, by: { id: row.switched_by_id, name: row.switched_by_name ?? '' } }
        : null,
  };
}
