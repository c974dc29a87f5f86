import type { Conversation } from '../../domain/conversations/conversation.ts';
import { nextDueAfter } from '../../domain/reminding/reminder-schedule.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database, Stores } from '../ports/stores.ts';

interface Needs {
  database: Database;
  clock: Clock;
}

/**
 * Makes a channel its team's home, in which the bot speaks to the team. The team's reminder moves there, unless the channel
 * has one of its own. `teamId` is also the id of the team's first channel, where the bot speaks while none was picked.
 */
export async function makeHome(
  { database, clock }: Needs,
  teamId: string,
  channel: Conversation,
): Promise<void> {
  await database.transaction(async (stores) => {
    const before = (await stores.conversations.homeOf(teamId))?.id ?? teamId;
    await stores.conversations.remember(channel);
    await stores.conversations.setHome(teamId, channel.id === teamId ? null : channel.id);
    if (before === channel.id) return;
    const isFirst = (await stores.reminders.find(channel.id)) === undefined;
    await moveReminder(stores, { from: before, to: channel.id, isTaken: isFirst, now: clock.now() });
  });
}

/** Whether the bot speaks to a team in another channel than this one. A home that cannot be reached is given up. */
export async function hasHomeElsewhere(
  { database }: Pick<Needs, 'database'>,
  teamId: string,
  channelId: string,
): Promise<boolean> {
  const home = await database.conversations.homeOf(teamId);
  if (!home || home.id === channelId) return false;
  if (home.reachability.reachable) return true;
  await database.conversations.setHome(teamId, null);
  return false;
}

/**
 * Notes that a channel is deleted. Where it was the home of its team, the bot speaks in the team's first channel again, with
 * the reminder and in the language of before.
 */
export async function leaveChannel(
  { database, clock }: Needs,
  channelId: string,
  firstChannel: Conversation,
): Promise<void> {
  const now = clock.now();
  await database.transaction(async (stores) => {
    const home = await stores.conversations.homeOf(firstChannel.id);
    if (home?.id === channelId) {
      const installerLanguage = home.language ?? home.installerLanguage;
      await stores.conversations.remember({ ...firstChannel, installerLanguage });
      await stores.conversations.setHome(firstChannel.id, null);
      await moveReminder(stores, { from: channelId, to: firstChannel.id, isTaken: true, now });
    }
    const gone = { reachable: false, reason: 'ChannelDeleted', since: now } as const;
    await stores.conversations.markReachability(channelId, gone);
  });
}

/** Notes that the bot can no longer speak to a team, and why. Returns the channels where it did. */
export async function leaveTeam(
  { database, clock }: Needs,
  teamId: string,
  reason: 'Uninstalled' | 'TeamDeleted' | 'TeamArchived',
): Promise<string[]> {
  const channels = await channelsOf(database, teamId);
  const reachability = { reachable: false, reason, since: clock.now() } as const;
  for (const id of channels) await database.conversations.markReachability(id, reachability);
  return channels;
}

/** Notes that the bot can speak to a team again. Returns the channels where it can. */
export async function returnToTeam({ database }: Pick<Needs, 'database'>, teamId: string): Promise<string[]> {
  const channels = await channelsOf(database, teamId);
  await database.conversations.heal(channels);
  return channels;
}

/** Notes a team's new name where the bot speaks to it. */
export async function renameTeam(
  { database }: Pick<Needs, 'database'>,
  teamId: string,
  name: string | null,
): Promise<void> {
  const home = await database.conversations.homeOf(teamId);
  if (home?.reachability.reachable) await database.conversations.remember({ ...home, name });
}

async function channelsOf({ conversations }: Database, teamId: string): Promise<string[]> {
  const home = await conversations.homeOf(teamId);
  return home ? [teamId, home.id] : [teamId];
}

async function moveReminder(
  { reminders }: Pick<Stores, 'reminders'>,
  { from, to, isTaken, now }: { from: string; to: string; isTaken: boolean; now: Date },
): Promise<void> {
  const reminder = await reminders.findToChange(from);
  if (!reminder?.settings.on) return;
  const { settings, chosenAt } = reminder;
  const chosen = chosenAt ? { at: chosenAt, readerId: null } : undefined;
  if (isTaken) await reminders.save(to, settings, nextDueAfter(settings, now), chosen);
  await reminders.save(from, { ...settings, on: false }, null);
}
