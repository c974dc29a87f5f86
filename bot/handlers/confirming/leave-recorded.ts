import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { textIn, type PressData } from '../../commands/press-data.ts';

/**
 * Notes that a person went on from the card of a confirmation still under way. They may be typing in its place when the
 * outcome comes, so it comes as a message of its own.
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
