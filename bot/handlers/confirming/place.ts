import type { CardPlace } from '../../../src/domain/confirming/confirmation.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';

/** The message that holds the card that was pressed; a digest is never replaced by an outcome. */
export async function placeOf(
  { database }: Pick<BotNeeds, 'database'>,
  { activity, conversation }: Turn,
): Promise<CardPlace> {
  const activityId = activity.replyToId ?? null;
  const conversationId = conversation.id;
  const isDigest = activityId !== null && (await database.deliveries.isOurs({ conversationId, activityId }));
  return { conversationId, activityId, isDigest };
}
