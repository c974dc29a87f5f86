import { EVERYONE, type Scope } from '../../domain/reminding/scope.ts';
import type { Stores } from '../ports/stores.ts';

/**
 * Returns which customers a conversation is about: those chosen in its settings, else all. The scope of a reminder that was
 * switched on for an assignee counts for that reminder only.
 */
export async function scopeOf(
  { reminders }: Pick<Stores, 'reminders'>,
  conversationId: string,
): Promise<Scope> {
  const reminder = await reminders.find(conversationId);
  return reminder?.chosenAt ? reminder.settings.scope : EVERYONE;
}
