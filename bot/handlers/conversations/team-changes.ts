import {
  leaveChannel,
  leaveTeam,
  renameTeam,
  returnToTeam,
} from '../../../src/use-cases/conversations/team-home.ts';
import { channelIdOf, placeNameOf, teamChangeOf, teamIdOf } from '../../teams/activity.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import { conversationOf } from '../../teams/reference.ts';
import type { Turn } from '../../turn/turn.ts';
import { nothing, type Answer } from '../../turn/answer.ts';

type Needs = Pick<BotNeeds, 'database' | 'clock' | 'conversations'>;

/** Whether a team or one of its channels came, went or was renamed. */
export const teamChanged = ({ activity }: Pick<Turn, 'activity'>): boolean =>
  teamChangeOf(activity) !== undefined;

/** Notes where the bot can still speak in a team. Answers nothing: people see what they did. */
export async function followTeam(needs: Needs, { activity }: Turn): Promise<Answer> {
  const teamId = teamIdOf(activity);
  if (teamId === undefined) return nothing;
  for (const id of await changed(needs, activity, teamId)) needs.conversations.forget(id);
  return nothing;
}

/** Notes the change, and returns the ids of the conversations it concerns. */
async function changed(needs: Needs, activity: Turn['activity'], teamId: string): Promise<string[]> {
  const channelId = channelIdOf(activity);
  switch (teamChangeOf(activity)) {
    case 'channel-gone':
      if (channelId === undefined) return [];
      await leaveChannel(needs, channelId, { ...conversationOf(activity), id: teamId, kind: 'channel' });
      return [channelId, teamId];
    case 'channel-back':
      if (channelId === undefined) return [];
      await needs.database.conversations.heal([channelId]);
      return [channelId];
    case 'team-archived':
      return leaveTeam(needs, teamId, 'TeamArchived');
    case 'team-deleted':
      return leaveTeam(needs, teamId, 'TeamDeleted');
    case 'team-back':
      return returnToTeam(needs, teamId);
    case 'team-renamed':
      await renameTeam(needs, teamId, placeNameOf(activity));
      return [teamId];
    case undefined:
      return [];
  }
}
