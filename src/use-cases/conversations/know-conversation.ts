import type { Conversation } from '../../domain/conversations/conversation.ts';
import type { Person } from '../../domain/customers/customer.ts';
import { nextDueAfter } from '../../domain/reminding/reminder-schedule.ts';
import { defaultSettings, pauseEnd, type ReminderSettings } from '../../domain/reminding/reminder.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/stores.ts';

interface Needs {
  database: Database;
  clock: Clock;
}

/** Keeps a conversation, and returns it as kept. An unreachable one that shows up again is reachable again. */
export async function rememberConversation(
  { database, clock }: Needs,
  seen: Conversation,
): Promise<Conversation> {
  const known = await database.conversations.find(seen.id);
  const kept = await database.conversations.remember(seen);
  if (!seen.timeZone || known?.timeZone) return kept;
  const reminder = await database.reminders.find(seen.id);
  if (reminder?.settings.timeZone !== 'UTC') return kept;
  // Installed before a time zone was known: the first one told becomes the conversation's.
  const settings = { ...reminder.settings, timeZone: seen.timeZone };
  await database.reminders.save(seen.id, settings, nextDueAfter(settings, pauseEnd(reminder, clock.now())));
  return kept;
}

/**
 * Notes that the bot was installed in a conversation. Teams and groups get reminders, on working days at nine; a personal
 * chat does not. Where the bot was before, the reminder stays as it was, and comes at its next time rather than at once.
 * Returns whether to greet, once for each installation. `by`: who installed it, which in a personal chat is its person.
 */
export async function installConversation(
  { database, clock }: Needs,
  conversation: Conversation,
  by: Person,
): Promise<{ greet: boolean; reminder: ReminderSettings }> {
  const isPersonal = conversation.kind === 'personal';
  const settings = defaultSettings({ on: !isPersonal, timeZone: conversation.timeZone ?? 'UTC' });
  const now = clock.now();
  return database.transaction(async (stores) => {
    await stores.conversations.remember(conversation);
    const readerId = isPersonal ? by.id : null;
    await stores.reminders.createIfMissing(conversation.id, settings, nextDueAfter(settings, now), readerId);
    const kept = await stores.reminders.find(conversation.id);
    const greet = await stores.conversations.claimWelcome(conversation.id, now);
    if (greet && kept) {
      await stores.reminders.reschedule(conversation.id, nextDueAfter(kept.settings, pauseEnd(kept, now)));
    }
    return { greet, reminder: kept?.settings ?? settings };
  });
}

/** The bot was removed from a conversation: nothing is said there until it comes back. */
export async function leaveConversation({ database, clock }: Needs, conversationId: string): Promise<void> {
  const reachability = { reachable: false, reason: 'Uninstalled', since: clock.now() } as const;
  await database.conversations.markReachability(conversationId, reachability);
}
