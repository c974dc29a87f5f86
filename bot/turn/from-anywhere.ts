import { arrivalOf } from '../teams/arrival.ts';
import type { IncomingActivity } from '../teams/activity.ts';
import type { Verb } from '../commands/verbs.ts';

/** The buttons of cards that people put into any conversation. */
const ON_SHARED_CARDS: readonly Verb[] = ['customer.refresh'];

/** Returns whether an activity is a press on a card that people put into any conversation, the bot's or not. */
export function isOnSharedCard(activity: IncomingActivity): boolean {
  const arrival = arrivalOf(activity);
  return arrival.kind === 'press' && ON_SHARED_CARDS.some((verb) => verb === arrival.verb);
}

/** Returns whether an activity comes from the message extension. */
export const isOfExtension = ({ name }: IncomingActivity): boolean =>
  name?.startsWith('composeExtension/') ?? false;

/**
 * Returns whether an activity may come from a conversation in which the bot is not: that it came says nothing of where
 * the bot may speak.
 */
export const isFromAnywhere = (activity: IncomingActivity): boolean =>
  isOfExtension(activity) || isOnSharedCard(activity);
