import {
  TeamsInfo,
  type TeamsChannelAccount,
  type TeamsPagedMembersResult,
  type TurnContext,
} from 'botbuilder';

/** Asks for one person in the roster of a turn's conversation. */
export async function readMember(context: TurnContext, teamsId: string): Promise<TeamsChannelAccount> {
  const channelId = ownRosterOf(context);
  return channelId === undefined
    ? TeamsInfo.getMember(context, teamsId)
    : TeamsInfo.getTeamMember(context, channelId, teamsId);
}

/** Asks for a page of the roster of a turn's conversation. */
export async function readMembers(
  context: TurnContext,
  size: number,
  after: string | undefined,
): Promise<TeamsPagedMembersResult> {
  const channelId = ownRosterOf(context);
  return channelId === undefined
    ? TeamsInfo.getPagedMembers(context, size, after)
    : TeamsInfo.getPagedTeamMembers(context, channelId, size, after);
}

/**
 * The channel of a turn where it has a roster of its own. A private channel has fewer people than its team, a shared one
 * has others too, some of other organisations; a standard channel has those of its team, whom the SDK asks for.
 */
function ownRosterOf({ activity }: TurnContext): string | undefined {
  const { channel } = (activity.channelData ?? {}) as { channel?: { id?: unknown; type?: unknown } };
  const hasOwn = /^(private|shared)$/i.test(String(channel?.type));
  return hasOwn && typeof channel?.id === 'string' && channel.id !== '' ? channel.id : undefined;
}
