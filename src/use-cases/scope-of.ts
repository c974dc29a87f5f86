import { EVERYONE, type Scope } from '../domain/scope.ts';
import type { Stores } from './ports/stores.ts';

/** Which customers « here » means: those the conversation chose in its settings, else all. */
export async function scopeOf(
  { reminders }: Pick<Stores, 'reminders'>,
  conversationId: string,
): Promise<Scope> {
  return (await reminders.find(conversationId))?.settings.scope ?? EVERYONE;
}
