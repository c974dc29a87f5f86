import type { Kysely, Selectable } from 'kysely';
import type { Weekday } from '../domain/reminder-schedule.ts';
import type { Reminder, ReminderSettings } from '../domain/reminder.ts';
import type { ReminderStore } from '../use-cases/ports/stores.ts';
import { jsonText } from './storable-text.ts';
import type { ReminderTable, Tables } from './tables.ts';

export function createReminderStore(kysely: Kysely<Tables>): ReminderStore {
  const reminder = (conversationId: string) =>
    kysely.updateTable('reminders').where('conversation_id', '=', conversationId);

  /** On, not snoozed, of a conversation that can be reached. */
  const active = (now: Date) =>
    kysely
      .selectFrom('reminders')
      .innerJoin('conversations', 'conversations.id', 'reminders.conversation_id')
      .selectAll('reminders')
      .where('is_on', '=', true)
      .where((is) => is.or([is('snoozed_until', 'is', null), is('snoozed_until', '<=', now)]))
      .where('unreachable_reason', 'is', null);

  return {
    find: async (conversationId) => {
      const row = await kysely
        .selectFrom('reminders')
        .selectAll()
        .where('conversation_id', '=', conversationId)
        .executeTakeFirst();
      return row && reminderOf(row);
    },

    save: async (conversationId, settings, dueAt) => {
      const columns = columnsOf(settings, dueAt);
      await kysely
        .insertInto('reminders')
        .values({ conversation_id: conversationId, ...columns })
        .onConflict((conflict) => conflict.column('conversation_id').doUpdateSet(columns))
        .execute();
    },

    createIfMissing: async (conversationId, settings, dueAt) => {
      await kysely
        .insertInto('reminders')
        .values({ conversation_id: conversationId, ...columnsOf(settings, dueAt) })
        .onConflict((conflict) => conflict.column('conversation_id').doNothing())
        .execute();
    },

    snooze: async (conversationId, until) => {
      await reminder(conversationId).set({ snoozed_until: until }).execute();
    },

    due: async (now, limit) => {
      const rows = await active(now)
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .orderBy('conversation_id')
        .limit(limit)
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
        .execute();
      return rows.map(reminderOf);
    },

    reschedule: async (conversationId, dueAt) => {
      await reminder(conversationId).set({ due_at: dueAt }).execute();
    },
  };
}

function columnsOf(settings: ReminderSettings, dueAt: Date | null) {
  return {
    is_on: settings.on,
    days: jsonText(settings.days),
    hour: settings.hour,
    time_zone: settings.timeZone,
    due_at: dueAt,
  };
}

function reminderOf(row: Selectable<ReminderTable>): Reminder {
  return {
    conversationId: row.conversation_id,
    settings: { on: row.is_on, days: row.days as Weekday[], hour: row.hour, timeZone: row.time_zone },
    dueAt: row.due_at,
    snoozedUntil: row.snoozed_until,
  };
}
