import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { textIn, type PressData } from '../../commands/press-data.ts';

/**
 * A person who goes on from the card of a confirmation still under way may be typing in its place when the outcome comes: it comes
 * as a message of its own then.
 */
export async function leaveRecorded(
  { database }: Pick<BotNeeds, 'database'>,
  { activity, conversation }: Turn,
  data: PressData,
): Promise<void> {
  const confirmationId = textIn(data, 'leaves');
  const activityId = activity.replyToId;
  if (confirmationId === undefined || !activityId) return;
  await database.confirmations.leavePlace(confirmationId, { conversationId: conversation.id, activityId });
}
