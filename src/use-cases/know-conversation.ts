import type { Conversation } from '../domain/conversation.ts';
import { DEFAULT_HOUR, nextDueAfter, WORKING_DAYS } from '../domain/reminder-schedule.ts';
import type { ReminderSettings } from '../domain/reminder.ts';
import type { Clock } from './ports/clock.ts';
import type { Database } from './ports/stores.ts';

interface Needs {
  database: Database;
  clock: Clock;
}

/** Keeps where to speak. An unreachable conversation that shows up again is reachable again. */
export async function rememberConversation({ database, clock }: Needs, seen: Conversation): Promise<void> {
  const known = await database.conversations.find(seen.id);
  await database.conversations.remember(seen);
  if (!seen.timeZone || known?.timeZone) return;
  const reminder = await database.reminders.find(seen.id);
  if (reminder?.settings.timeZone !== 'UTC') return;
  // Installed before anyone's time zone was known: the first one told is the conversation's.
  const settings = { ...reminder.settings, timeZone: seen.timeZone };
  await database.reminders.save(seen.id, settings, nextDueAfter(settings, clock.now()));
}

/**
 * The bot came to a conversation: teams and groups have reminders on, working days at nine; a person's own chat has them
 * off. Says whether to greet, which is once for each coming.
 */
export async function installConversation(
  { database, clock }: Needs,
  conversation: Conversation,
): Promise<{ greet: boolean; reminder: ReminderSettings }> {
  const settings: ReminderSettings = {
    on: conversation.kind !== 'personal',
    days: WORKING_DAYS,
    hour: DEFAULT_HOUR,
    timeZone: conversation.timeZone ?? 'UTC',
  };
  const now = clock.now();
  return database.transaction(async (stores) => {
    await stores.conversations.remember(conversation);
    await stores.reminders.createIfMissing(conversation.id, settings, nextDueAfter(settings, now));
    const kept = await stores.reminders.find(conversation.id);
    const greet = await stores.conversations.claimWelcome(conversation.id, now);
    return { greet, reminder: kept?.settings ?? settings };
  });
}

/** The bot was removed from a conversation: nothing is said there until it comes back. */
export async function leaveConversation({ database, clock }: Needs, conversationId: string): Promise<void> {
  const reachability = { reachable: false, reason: 'Uninstalled', since: clock.now() } as const;
  await database.conversations.markReachability(conversationId, reachability);
}
