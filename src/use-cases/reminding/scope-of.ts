import { EVERYONE, type Scope } from '../../domain/reminding/scope.ts';
import type { Stores } from '../ports/stores.ts';

/**
 * Which customers "here" means: those chosen in the conversation's settings, else all. A reminder that was
 * switched on for an assignee narrows itself, and nothing else.
 */
export async function scopeOf(
  { reminders }: Pick<Stores, 'reminders'>,
  conversationId: string,
): Promise<Scope> {
  const reminder = await reminders.find(conversationId);
  return reminder?.chosenAt ? reminder.settings.scope : EVERYONE;
}
