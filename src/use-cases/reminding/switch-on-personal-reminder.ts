import type { Person } from '../../domain/customers/customer.ts';
import { nextDueAfter } from '../../domain/reminding/reminder-schedule.ts';
import { defaultSettings, pauseEnd, type ReminderSettings } from '../../domain/reminding/reminder.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/stores.ts';

/**
 * Switches reminders on in the personal chat of a person who was assigned a customer: about their own customers, on working
 * days at nine. Does nothing where reminders are on already, where the person chose the settings themselves (off stays off),
 * and where the chat is not one person's. Returns whether it switched them on. Safe to repeat.
 */
export async function switchOnPersonalReminder(
  { database, clock }: { database: Database; clock: Clock },
  conversationId: string,
  person: Person,
): Promise<boolean> {
  const now = clock.now();
  return database.transaction(async (stores) => {
    const conversation = await stores.conversations.find(conversationId);
    if (conversation?.kind !== 'personal') return false;
    const timeZone = conversation.timeZone ?? 'UTC';
    const off = defaultSettings({ on: false, timeZone });
    await stores.reminders.createIfMissing(conversationId, off, null, person.id);
    const kept = await stores.reminders.findToChange(conversationId);
    if (!kept || kept.settings.on || kept.chosenAt) return false;
    const settings: ReminderSettings = {
      ...kept.settings,
      on: true,
      scope: { kind: 'mine', personId: person.id },
    };
    await stores.reminders.save(conversationId, settings, nextDueAfter(settings, pauseEnd(kept, now)));
    await stores.audit.append({
      at: now,
      actor: null,
      action: 'reminder-switched-on',
      customerId: null,
      confirmationId: null,
      details: { conversationId, why: 'assigned' },
    });
    return true;
  });
}
