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

/** Keeps where to speak, and gives what is kept. An unreachable conversation that shows up again is reachable again. */
export async function rememberConversation(
  { database, clock }: Needs,
  seen: Conversation,
): Promise<Conversation> {
  const known = await database.conversations.find(seen.id);
  const kept = await database.conversations.remember(seen);
  if (!seen.timeZone || known?.timeZone) return kept;
  const reminder = await database.reminders.find(seen.id);
  if (reminder?.settings.timeZone !== 'UTC') return kept;
  // Installed before anyone's time zone was known: the first one told is the conversation's.
  const settings = { ...reminder.settings, timeZone: seen.timeZone };
  await database.reminders.save(seen.id, settings, nextDueAfter(settings, pauseEnd(reminder, clock.now())));
  return kept;
}

/**
 * The bot came to a conversation: teams and groups have reminders on, working days at nine; a person's own chat has them
 * off. Where it was before, the reminder is as it was left, and comes at its next time rather than at once. Says whether to
 * greet, which is once for each coming. `by`: who brought it, whose chat a personal one is.
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
