import { randomUUID } from 'node:crypto';

/** An activity as Teams puts it on the wire. */
export type WireActivity = Record<string, unknown> & {
  type: string;
  id: string;
  conversation: { id: string; [name: string]: unknown };
};
type Overrides = Record<string, unknown>;

export const TENANT = '5b2a7e64-0d21-4a9b-8f37-b2f4c0d6a110';
export const BOT_APP_ID = '7c1d2f0e-3b44-4b57-9a1e-6f2d8c9b5e01';

export interface Someone {
  /** As Teams knows the person towards this bot. */
  id: string;
  aadObjectId: string;
  name: string;
}

export const CAMILLE: Someone = {
  id: '29:camille',
  aadObjectId: 'a3d2f7b0-64c1-4e0e-9a55-0c7d1e2f3a01',
  name: 'Camille Roussel',
};
export const NOOR: Someone = {
  id: '29:noor',
  aadObjectId: 'b4e3a8c1-75d2-4f1f-8b66-1d8e2f3a4b02',
  name: 'Noor Haddad',
};

/** Where someone writes: the parts of an activity that tell a chat, a group and a channel apart. */
export interface Place {
  conversation: { id: string; conversationType: string; isGroup?: boolean; name?: string };
  channelData: Record<string, unknown>;
}

export function personalChat(id = 'a:chat-with-camille'): Place {
  return { conversation: { id, conversationType: 'personal' }, channelData: {} };
}

export function groupChat(id = '19:group-of-three@thread.v2'): Place {
  return { conversation: { id, conversationType: 'groupChat', isGroup: true }, channelData: {} };
}

interface ChannelOptions {
  id?: string;
  threadId?: string | null;
  teamName?: string;
}

/** A channel of a team. Its id carries the thread, as messages and presses have it there; events have none (`null`). */
export function channel({
  id = '19:licensing-channel@thread.tacv2',
  threadId = '1540000000000',
  teamName = 'Licensing',
}: ChannelOptions = {}): Place {
  return {
    conversation: {
      id: threadId === null ? id : `${id};messageid=${threadId}`,
      conversationType: 'channel',
      isGroup: true,
    },
    channelData: {
      teamsChannelId: id,
      teamsTeamId: id,
      channel: { id },
      team: { id, name: teamName },
    },
  };
}

/** Who writes from where. */
export interface Scene {
  serviceUrl: string;
  place: Place;
  person: Someone;
  tenantId: string;
  appId: string;
  locale: string;
  timeZone: string;
}

const DEFAULT_SCENE: Scene = {
  serviceUrl: 'https://smba.trafficmanager.net/emea/',
  place: personalChat(),
  person: CAMILLE,
  tenantId: TENANT,
  appId: BOT_APP_ID,
  locale: 'fr-FR',
  timeZone: 'Europe/Paris',
};

/** What someone can do in Teams. Last arguments replace whole top-level parts of the activity; `undefined` removes one. */
export interface Client {
  message(text: string, overrides?: Overrides): WireActivity;
  /** A press of an `Action.Execute` button: the inputs come mixed into the data. */
  execute(verb: string, data?: object, inputs?: object, overrides?: Overrides): WireActivity;
  /** The same press from a client that falls back to `Action.Submit`. */
  submit(verb: string, data?: object, inputs?: object, overrides?: Overrides): WireActivity;
  /** Typing into a choice that asks the bot for its choices. */
  search(queryText: string, overrides?: Overrides): WireActivity;
  /** Typing into the message extension; undefined is what Teams asks by itself when it is opened. */
  find(typed: string | undefined, overrides?: Overrides): WireActivity;
  install(overrides?: Overrides): WireActivity;
  uninstall(overrides?: Overrides): WireActivity;
  /** Members came; without ids the bot itself. */
  membersAdded(ids?: readonly string[], overrides?: Overrides): WireActivity;
}

/** Builds activities of one person in one place, each with an id of its own. */
export function teamsClient(scene: Partial<Scene> = {}): Client {
  const base = { ...DEFAULT_SCENE, ...scene };
  const botId = `28:${base.appId}`;
  const activity = (type: string, fields: object, overrides: Overrides = {}) =>
    definedOnly({ ...common(base, botId), type, ...fields, ...overrides }) as WireActivity;
  const invoke = (name: string, value: object, overrides?: Overrides) =>
    activity('invoke', { name, value, replyToId: '1540000000001' }, overrides);

  return {
    message: (text, overrides) =>
      activity('message', { text: addressed(base, botId, text), textFormat: 'plain' }, overrides),
    execute: (verb, data = {}, inputs = {}, overrides) =>
      invoke(
        'adaptiveCard/action',
        { action: { type: 'Action.Execute', verb, data: { ...data, ...inputs } }, trigger: 'manual' },
        overrides,
      ),
    submit: (verb, data = {}, inputs = {}, overrides) =>
      activity(
        'message',
        { value: { ...data, ...inputs, verb }, replyToId: '1540000000001', channelData: postBack(base) },
        overrides,
      ),
    search: (queryText, overrides) =>
      invoke(
        'application/search',
        { dataset: 'customers', kind: 'search', queryText, queryOptions: { skip: 0, top: 15 } },
        overrides,
      ),
    find: (typed, overrides) =>
      activity(
        'invoke',
        {
          name: 'composeExtension/query',
          value: {
            commandId: 'customers',
            parameters: [
              typed === undefined
                ? { name: 'initialRun', value: 'true' }
                : { name: 'customer', value: typed },
            ],
            queryOptions: { skip: 0, count: 25 },
          },
        },
        overrides,
      ),
    install: (overrides) => activity('installationUpdate', { action: 'add' }, overrides),
    uninstall: (overrides) => activity('installationUpdate', { action: 'remove' }, overrides),
    membersAdded: (ids = [botId], overrides) =>
      activity(
        'conversationUpdate',
        {
          membersAdded: ids.map((id) => ({ id })),
          channelData: { ...channelDataOf(base), eventType: 'teamMemberAdded' },
        },
        overrides,
      ),
  };
}

function common(scene: Scene, botId: string) {
  const { place, person, tenantId } = scene;
  const now = new Date().toISOString();
  return {
    id: `f:${randomUUID()}`,
    timestamp: now,
    localTimestamp: now,
    localTimezone: scene.timeZone,
    serviceUrl: scene.serviceUrl,
    channelId: 'msteams',
    from: { id: person.id, name: person.name, aadObjectId: person.aadObjectId },
    conversation: { ...place.conversation, tenantId },
    recipient: { id: botId, name: 'MCA' },
    locale: scene.locale,
    channelData: channelDataOf(scene),
    entities: [
      {
        type: 'clientInfo',
        locale: scene.locale,
        country: scene.locale.split('-')[1],
        platform: 'Web',
        timezone: scene.timeZone,
      },
    ],
  };
}

const channelDataOf = ({ place, tenantId }: Scene) => ({ ...place.channelData, tenant: { id: tenantId } });
const postBack = (scene: Scene) => ({ ...channelDataOf(scene), postback: true });

/** In groups and channels the bot only hears what is addressed to it. */
function addressed({ place }: Scene, botId: string, text: string): string {
  return place.conversation.isGroup ? `<at id="${botId}">MCA</at> ${text}` : text;
}

function definedOnly(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
