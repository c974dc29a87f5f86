import { describe, expect, it } from '@jest/globals';
import { channel, teamsClient } from '../support/activities.ts';
import { cardOf, textOf } from '../support/read-card.ts';
import { runningBot } from '../support/running-bot.ts';

const { connector, send, data } = await runningBot();
const { conversations, reminders } = data.database;

/** A team whose bot is installed in a channel of its own; `name` keeps the tests apart. */
function teamOf(name: string) {
  const [general, picked] = [`19:${name}-general@thread.tacv2`, `19:${name}-picked@thread.tacv2`];
  const place = channel({ id: general, threadId: null, teamName: name });
  const client = teamsClient({ serviceUrl: connector.serviceUrl, place, locale: 'fr-FR' });
  const channelData = { ...place.channelData, tenant: { id: client.message('').conversation.tenantId } };
  const choice = (id = picked) => ({
    channelData: { ...channelData, settings: { selectedChannel: { id } } },
  });
  /** Something that happened to the team or one of its channels. */
  const event = (eventType: string, channelId?: string, teamName = name) =>
    send({
      ...client.message(''),
      type: 'conversationUpdate',
      text: undefined,
      channelData: {
        ...channelData,
        eventType,
        team: { id: general, name: teamName },
        ...(channelId !== undefined && { channel: { id: channelId, name: 'New name' } }),
      },
    });
  return { general, picked, place, client, choice, event };
}

const said = (id: string) => connector.messages(id).map((message) => cardOf(message));
const isOn = async (id: string) => (await reminders.find(id))?.settings.on ?? false;
const whyNot = async (id: string) => {
  const found = (await conversations.find(id))?.reachability;
  return found && !found.reachable ? found.reason : undefined;
};

describe('a bot that is installed in a channel of a team', () => {
  it.each([
    ['told twice of the channel', true, true],
    ['told of it first, and then of the team alone', true, false],
  ])('greets there once and has its reminders there, %s', async (how, inFirst, inSecond) => {
    const { general, picked, client, choice } = teamOf(how);

    await send(client.install(inFirst ? choice() : {}));
    await send(client.membersAdded(undefined, inSecond ? choice() : {}));

    expect(said(picked)).toHaveLength(1);
    expect(textOf(said(picked)[0])).toMatch(/9 h|9 heures/);
    expect(said(general)).toEqual([]);
    expect([await isOn(picked), await isOn(general)]).toEqual([true, false]);
    const { calls } = connector;
    expect(calls.find(({ conversationId }) => conversationId === picked)?.activityId).toBeUndefined();
  });

  it('keeps its place when the channel and the team are renamed', async () => {
    const { picked, general, client, choice, event } = teamOf('renamed');
    await send(client.install(choice()));

    await event('channelRenamed', picked);
    await event('teamRenamed', undefined, 'Other name');

    expect([await isOn(picked), await isOn(general)]).toEqual([true, false]);
    expect(await conversations.find(picked)).toMatchObject({
      name: 'Other name',
      reachability: { reachable: true },
    });
    expect([...said(picked), ...said(general)]).toHaveLength(1);
  });

  it('speaks in the first channel, as before, when its own is deleted', async () => {
    const { picked, general, client, choice, event } = teamOf('deleted');
    await send(client.install(choice()));
    const { settings } = (await reminders.find(picked))!;
    const chosen = { ...settings, hour: 14 };
    await reminders.save(picked, chosen, new Date('2030-01-01T14:00:00Z'), {
      at: new Date(),
      readerId: null,
    });

    await event('channelDeleted', picked);

    expect(await whyNot(picked)).toBe('ChannelDeleted');
    expect(await reminders.find(general)).toMatchObject({ settings: chosen });
    expect(await conversations.find(general)).toMatchObject({ installerLanguage: 'fr' });
    expect(await isOn(picked)).toBe(false);

    await event('channelRestored', picked);

    expect(await whyNot(picked)).toBeUndefined();
    expect([await isOn(picked), await isOn(general)]).toEqual([false, true]);
  });

  it('is left alone when another channel is deleted', async () => {
    const { picked, general, client, choice, event } = teamOf('other-deleted');
    await send(client.install(choice()));

    await event('channelDeleted', '19:some-other@thread.tacv2');

    expect(await whyNot(picked)).toBeUndefined();
    expect([await isOn(picked), await isOn(general)]).toEqual([true, false]);
  });

  it('moves with its reminders when it is installed in another one', async () => {
    const { general, picked, client, choice } = teamOf('moved');
    await send(client.install());
    expect(await isOn(general)).toBe(true);
    await send(client.uninstall());

    await send(client.install(choice()));

    expect([await isOn(picked), await isOn(general)]).toEqual([true, false]);
    expect(said(picked)).toHaveLength(1);
  });

  it('falls silent there when it is removed, and is in the first channel when it comes back without a choice', async () => {
    const { general, picked, client, choice } = teamOf('removed');
    await send(client.install(choice()));
    await send(client.uninstall());
    expect([await whyNot(picked), await whyNot(general)]).toEqual(['Uninstalled', 'Uninstalled']);

    await send(client.install());

    expect(said(general)).toHaveLength(1);
    expect(await isOn(general)).toBe(true);
    expect(await whyNot(general)).toBeUndefined();
  });

  it.each([
    ['archived', 'teamArchived', 'TeamArchived', 'teamUnarchived'],
    ['deleted', 'teamDeleted', 'TeamDeleted', 'teamRestored'],
  ])('falls silent while its team is %s', async (name, end, reason, back) => {
    const { general, picked, client, choice, event } = teamOf(`team-${name}`);
    await send(client.install(choice()));

    await event(end);
    expect([await whyNot(general), await whyNot(picked)]).toEqual([reason, reason]);

    await event(back);
    expect([await whyNot(general), await whyNot(picked)]).toEqual([undefined, undefined]);
  });
});
