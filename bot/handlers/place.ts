import type { CardPlace } from '../../src/domain/confirmation.ts';
import type { BotNeeds } from '../needs.ts';
import type { Turn } from '../turn.ts';

/** The message that holds the card that was pressed; a digest is never replaced by an outcome. */
export async function placeOf(
  { database }: Pick<BotNeeds, 'database'>,
  { activity, conversation }: Turn,
): Promise<CardPlace> {
  const activityId = activity.replyToId ?? null;
  const digest = activityId && (await database.deliveries.findByActivity(conversation.id, activityId));
  return { conversationId: conversation.id, activityId, isDigest: Boolean(digest) };
}
