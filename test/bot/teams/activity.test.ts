import { describe, expect, it } from '@jest/globals';
import {
  clientInfoOf,
  conversationIdOf,
  countryOf,
  placeNameOf,
  readActivity,
  tenantsNamed,
  type IncomingActivity,
} from '../../../bot/teams/activity.ts';
import { conversationOf, readReference } from '../../../bot/teams/reference.ts';
import { channel, groupChat, personalChat, teamsClient, TENANT } from '../../support/activities.ts';

const read = (body: unknown): IncomingActivity => {
  const activity = readActivity(body);
  if (!activity) throw new Error('It is no activity');
  return activity;
};
const client = teamsClient();

describe('what arrived', () => {
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'message'],
    ['a list', []],
    ['an object without a type', { conversation: { id: 'a' } }],
    ['an empty type', { type: '', conversation: { id: 'a' } }],
    ['a type that is no text', { type: 1, conversation: { id: 'a' } }],
    ['no conversation', { type: 'message' }],
    ['a conversation without an id', { type: 'message', conversation: {} }],
    ['a conversation with an empty id', { type: 'message', conversation: { id: '' } }],
    ['a conversation that is a text', { type: 'message', conversation: 'a' }],
  ])('is no activity when it is %s', (_what, body) => {
    expect(readActivity(body)).toBeUndefined();
  });

  it('is an activity whatever stands in the places that do not matter', () => {
    const activity = read({
      type: 'message',
      conversation: { id: 'a:chat', tenantId: 7, name: [] },
      id: 1,
      text: { toString: 'x' },
      from: 'somebody',
      recipient: null,
      channelId: ['msteams'],
      serviceUrl: {},
      membersAdded: 'all',
      channelData: 'none',
      entities: [1, null, 'x'],
      locale: 3,
    });

    expect(activity).toMatchObject({
      type: 'message',
      text: '',
      from: { id: '' },
      recipient: { id: '' },
      channelId: '',
      serviceUrl: '',
      membersAdded: [],
      channelData: {},
    });
    expect([tenantsNamed(activity), clientInfoOf(activity), placeNameOf(activity)]).toEqual([[], {}, null]);
  });
});

describe('a conversation’s id', () => {
  it.each([
    ['a chat', personalChat('a:chat'), 'a:chat'],
    ['a group', groupChat('19:group@thread.v2'), '19:group@thread.v2'],
    ['a thread of a channel', channel({ id: '19:x@thread.tacv2', threadId: '154' }), '19:x@thread.tacv2'],
    ['a channel', channel({ id: '19:x@thread.tacv2', threadId: null }), '19:x@thread.tacv2'],
  ])('of %s leaves the thread out', (_what, place, expected) => {
    const activity = read(teamsClient({ place }).message('aide'));

    expect(conversationIdOf(activity)).toBe(expected);
  });
});

describe('a client’s account of itself', () => {
  it('comes from the client information', () => {
    const activity = read(client.message('aide', { locale: 'en-US', localTimezone: 'America/New_York' }));

    expect(clientInfoOf(activity)).toEqual({ locale: 'fr-FR', timeZone: 'Europe/Paris' });
  });

  it('else from the activity', () => {
    const activity = read(
      client.message('aide', { entities: [], locale: 'en-US', localTimezone: 'America/New_York' }),
    );

    expect(clientInfoOf(activity)).toEqual({ locale: 'en-US', timeZone: 'America/New_York' });
  });

  it.each([
    [{ locale: 'fr-FR', country: 'be' }, 'BE'],
    [{ locale: 'fr-FR', country: 'Belgique' }, 'FR'],
    [{ locale: 'fr-CA' }, 'CA'],
    [{ locale: 'fr' }, undefined],
    [{ locale: 'not a locale' }, undefined],
    [{}, undefined],
  ])('%j tells where the person probably is: %s', (info, country) => {
    const entities = [{ type: 'clientInfo', ...info }];

    expect(countryOf(read(client.message('aide', { entities, locale: undefined })))).toBe(country);
  });
});

describe('a conversation as it is kept', () => {
  it.each([
    ['a chat', personalChat(), 'personal', null],
    ['a group', groupChat(), 'groupChat', null],
    ['a channel', channel({ teamName: 'Licences' }), 'channel', 'Licences'],
  ])('of %s says what kind it is and how to reach it', (_what, place, kind, name) => {
    const activity = read(teamsClient({ place, appId: 'bot' }).message('aide'));

    const conversation = conversationOf(activity);

    expect(conversation).toMatchObject({
      id: conversationIdOf(activity),
      tenantId: TENANT,
      kind,
      name,
      language: null,
      timeZone: 'Europe/Paris',
      reachability: { reachable: true },
    });
    expect(readReference(conversation)).toEqual({
      serviceUrl: 'https://smba.trafficmanager.net/emea/',
      channelId: 'msteams',
      botId: '28:bot',
    });
  });

  it.each([
    ['a chat', personalChat(), true],
    ['a group', groupChat(), false],
    ['a channel', channel(), false],
  ])('of %s names its person, if it has one', (_what, place, isTheirs) => {
    const activity = read(teamsClient({ place, appId: 'bot' }).message('aide'));

    const { personId } = conversationOf(activity);

    expect(personId).toBe(isTheirs ? activity.from.aadObjectId : undefined);
    expect(activity.from.aadObjectId).toBeTruthy();
  });

  it('is a channel when only its team tells', () => {
    const place = channel();
    const activity = read(
      teamsClient({ place }).install({ conversation: { id: place.conversation.id, tenantId: TENANT } }),
    );

    expect(conversationOf(activity).kind).toBe('channel');
  });

  it('cannot be reached by a damaged reference', () => {
    const conversation = { ...conversationOf(read(client.message('aide'))), reference: { serviceUrl: 1 } };

    expect(readReference(conversation)).toBeUndefined();
  });
});
