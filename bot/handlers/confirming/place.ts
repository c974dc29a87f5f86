import type { CardPlace } from '../../../src/domain/confirming/confirmation.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import { viewBehind, viewData } from '../../cards/customers/list-view.ts';
import type { Turn } from '../../turn/turn.ts';
import type { PressData } from '../../commands/press-data.ts';

/** The message that holds the card that was pressed; a digest is never replaced by an outcome. With the view that it was opened from. */
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
