import type { IncomingActivity } from './activity.ts';
import { clientOf } from './message-link.ts';

/** How Teams writes the id of a bot: its app id follows. */
const BOT_ID = /^28:[\w-]+$/;

/**
 * Returns the way to a chat of one's own with the bot that an activity was sent to; undefined where the activity does not
 * name it as Teams does. Source: Azure Bot Service, "Connect a bot to Microsoft Teams", the bot's embed code.
 */
export function botLink({ recipient, serviceUrl }: IncomingActivity): string | undefined {
  if (!BOT_ID.test(recipient.id)) return undefined;
  return `https://${clientOf(serviceUrl)}/l/chat/0/0?users=${recipient.id}`;
}
