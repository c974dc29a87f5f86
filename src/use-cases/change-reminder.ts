import type { Person } from '../domain/customer.ts';
import type { Language } from '../domain/language.ts';
import { nextDueAfter } from '../domain/reminder-schedule.ts';
import type { ReminderSettings } from '../domain/reminder.ts';
import type { Clock } from './ports/clock.ts';
import type { Database } from './ports/stores.ts';

interface Needs {
  database: Database;
  clock: Clock;
}

/** Saves what a settings card says, with the next due instant that follows from it. */
export async function saveSettings(
  { database, clock }: Needs,
  change: { conversationId: string; language: Language; settings: ReminderSettings; actor: Person },
): Promise<void> {
  const { conversationId, settings, language, actor } = change;
  const now = clock.now();
  await database.transaction(async (stores) => {
    await stores.conversations.setLanguage(conversationId, language);
    await stores.reminders.save(conversationId, settings, nextDueAfter(settings, now));
    await stores.audit.append({
      at: now,
      actor,
      action: 'settings-saved',
      customerId: null,
      confirmationId: null,
      details: { conversationId, reminders: settings.on },
    });
  });
}

/** No reminder in a conversation for so many days; gives back until when. */
export async function snoozeReminder(
  { database, clock }: Needs,
  change: { conversationId: string; days: number; actor: Person },
): Promise<Date> {
  const now = clock.now();
  const until = new Date(now.getTime() + change.days * 86_400_000);
  await database.transaction(async (stores) => {
    await stores.reminders.snooze(change.conversationId, until);
    await stores.audit.append({
      at: now,
      actor: change.actor,
      action: 'reminder-snoozed',
      customerId: null,
      confirmationId: null,
      details: { conversationId: change.conversationId, days: change.days },
    });
  });
  return until;
}
