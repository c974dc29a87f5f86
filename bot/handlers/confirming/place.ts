import type { CardPlace } from '../../../src/domain/confirming/confirmation.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import { viewBehind, viewData } from '../../cards/customers/list-view.ts';
import type { Turn } from '../../turn/turn.ts';
import type { PressData } from '../../commands/press-data.ts';

/**
 * Returns the message with the pressed card, whether it is a digest, which no outcome replaces, and the view the card was
 * opened from.
 */
export async function placeOf(
  { database }: Pick<BotNeeds, 'database'>,
  { activity, conversation, person }: Turn,
  data: PressData,
): Promise<CardPlace> {
  const activityId = activity.replyToId ?? null;
  const conversationId = conversation.id;
  const isDigest = activityId !== null && (await database.deliveries.isOurs({ conversationId, activityId }));
  const view = viewBehind(data, person.id);
  return { conversationId, activityId, isDigest, ...(view && { view: viewData(view) }) };
}
