import type { Person } from '../../domain/customers/customer.ts';
import type { Language } from '../../domain/language.ts';
import { nextDueAfter } from '../../domain/reminding/reminder-schedule.ts';
import { defaultSettings, pauseEnd, type ReminderSettings } from '../../domain/reminding/reminder.ts';
import { scopeKey } from '../../domain/reminding/scope.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database, Stores } from '../ports/stores.ts';
import { refreshDigestsSoon } from './refresh-digests-soon.ts';

interface Needs {
  database: Database;
  clock: Clock;
}

/**
 * Saves the settings of a card. Returns when the next reminder comes, null for never. `isPersonal`: whether the chat is the
 * actor's own. A pause stays. The digest that stands here is soon about the chosen customers.
 */
export async function saveSettings(
  { database, clock }: Needs,
  change: {
    conversationId: string;
    isPersonal: boolean;
    language: Language;
    settings: ReminderSettings;
    actor: Person;
  },
): Promise<Date | null> {
  const { conversationId, settings, language, actor } = change;
  const now = clock.now();
  return database.transaction(async (stores) => {
    const before = await stores.reminders.findToChange(conversationId);
    const dueAt = nextDueAfter(settings, pauseEnd(before, now));
    const chosen = { at: now, readerId: change.isPersonal ? actor.id : null };
    await stores.conversations.setLanguage(conversationId, language);
    await stores.reminders.save(conversationId, settings, dueAt, chosen);
    if (before && before.settings.on !== settings.on) await saySwitched(stores, change, now);
    await refreshDigestsSoon(stores);
    await stores.audit.append({
      at: now,
      actor,
      action: 'settings-saved',
      customerId: null,
      confirmationId: null,
      details: { conversationId, reminders: settings.on, customers: scopeKey(settings.scope) },
    });
    return settings.on ? dueAt : null;
  });
}

/**
 * Pauses a conversation's reminders for `days`; 0 ends a pause. Reminders that fall due meanwhile are left out, not put off:
 * the next one comes at its own day and hour. Returns when that is; null for never.
 */
export async function snoozeReminder(
  { database, clock }: Needs,
  change: { conversationId: string; days: number; actor: Person },
): Promise<{ until: Date; nextDueAt: Date | null }> {
  const now = clock.now();
  const until = new Date(now.getTime() + change.days * 86_400_000);
  return database.transaction(async (stores) => {
    const reminder = await stores.reminders.findToChange(change.conversationId);
    const paused = { snoozedUntil: until };
    const dueAt = reminder ? nextDueAfter(reminder.settings, pauseEnd(paused, now)) : null;
    await stores.reminders.snooze(change.conversationId, until, dueAt);
    await saySwitched(stores, change, now);
    await stores.audit.append({
      at: now,
      actor: change.actor,
      action: 'reminder-snoozed',
      customerId: null,
      confirmationId: null,
      details: { conversationId: change.conversationId, days: change.days },
    });
    return { until, nextDueAt: dueAt };
  });
}

/** Shows who did it, on the digest that stands in the conversation. */
async function saySwitched(
  { reminders, jobs }: Stores,
  { conversationId, actor }: { conversationId: string; actor: Person },
  at: Date,
): Promise<void> {
  await reminders.noteSwitch(conversationId, { at, by: actor });
  await jobs.send('redraw-digest', { conversationId }, { onceKey: conversationId });
}

/** The conversation whose reminders are switched, and the person who switches them. */
interface Switched {
  conversationId: string;
  isPersonal: boolean;
  timeZone: string;
  actor: Person;
}

/** Switches a conversation's reminders off until a person switches them on again. The other settings stay. */
export async function switchOffReminder(needs: Needs, change: Switched): Promise<void> {
  await switchReminder(needs, change, false);
}

/**
 * Switches a conversation's reminders on, with the settings it had, and ends a pause. Returns when the next one comes, at its
 * day and hour; null for never.
 */
export const switchOnReminder = (needs: Needs, change: Switched): Promise<Date | null> =>
  switchReminder(needs, change, true);

async function switchReminder(
  { database, clock }: Needs,
  change: Switched,
  on: boolean,
): Promise<Date | null> {
  const { conversationId, actor } = change;
  const now = clock.now();
  return database.transaction(async (stores) => {
    const before = await stores.reminders.findToChange(conversationId);
    const settings = before?.settings ?? defaultSettings({ on: false, timeZone: change.timeZone });
    const chosen = { at: now, readerId: change.isPersonal ? actor.id : null };
    const switched = { ...settings, on };
    const dueAt = on ? nextDueAfter(switched, now) : null;
    if (on && before?.snoozedUntil) await stores.reminders.snooze(conversationId, now, dueAt);
    await stores.reminders.save(conversationId, switched, dueAt, chosen);
    await saySwitched(stores, change, now);
    await stores.audit.append({
      at: now,
      actor,
      action: 'settings-saved',
      customerId: null,
      confirmationId: null,
      details: { conversationId, reminders: on, customers: scopeKey(settings.scope) },
    });
    return dueAt;
  });
}
