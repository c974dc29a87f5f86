import { conversationIdOf, type IncomingActivity } from './activity.ts';

/**
 * Returns the conversation whose roster has the people of where an activity came from. A private channel has fewer people
 * than its team, a shared one has others too, some of other organisations; a standard channel has those of its team.
 */
export function rosterPlaceOf(activity: IncomingActivity): string {
  const { channel, team } = activity.channelData as { channel?: Part; team?: Part };
  const hasOwn = /^(private|shared)$/i.test(String(channel?.type));
  return (hasOwn ? idIn(channel) : undefined) ?? idIn(team) ?? conversationIdOf(activity);
}

type Part = { id?: unknown; type?: unknown } | null | undefined;

const idIn = (part: Part): string | undefined =>
  typeof part?.id === 'string' && part.id !== '' ? part.id : undefined;
