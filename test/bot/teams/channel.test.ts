import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Arrival } from '../../../bot/teams/arrival.ts';
import { adaptiveCard } from '../../../bot/teams/card.ts';
import type { Channel, Exchange, Incoming } from '../../../bot/teams/channel.ts';
import type { Message } from '../../../bot/teams/message.ts';
import { channel, personalChat, teamsClient, type WireActivity } from '../../support/activities.ts';
import { botAuthority, type Authority } from '../../support/authority.ts';
import { CARRIER_NAMES, channelBy, incoming, registrationAt } from '../../support/channel.ts';
import { connectorStandIn, type ConnectorStandIn } from '../../support/connector-stand-in.ts';

const CHAT = 'a:chat';
const MESSAGE: Message = {
  attachments: [adaptiveCard({ type: 'AdaptiveCard', version: '1.5', fallbackText: 'Rappel' })],
  summary: 'Rappel',
  entities: [{ type: 'https://schema.org/Message', citation: [] }],
  channelData: { feedbackLoop: { type: 'default' } },
};

describe.each(CARRIER_NAMES)('the channel by %s', (carrier) => {
  let teams: ConnectorStandIn;
  let authority: Authority;
  let registered: Channel;

  beforeEach(async () => {
    teams = await connectorStandIn();
    authority = await botAuthority();
    registered = channelBy(carrier, registrationAt(authority));
  });
  afterEach(async () => {
    await teams.close();
    await authority.close();
  });

  const client = (place = personalChat(CHAT)) =>
    teamsClient({ serviceUrl: teams.serviceUrl, appId: authority.appId, place });
  const claims = (): Incoming['claims'] => ({
    iss: 'https://api.botframework.com',
    aud: authority.appId,
    serviceurl: teams.serviceUrl,
  });
  const reply = async (exchange: Exchange) => void (await exchange.reply(MESSAGE));

  /** Lets the channel take an activity; gives what it answers an invoke with. */
  async function take(activity: WireActivity, logic: (exchange: Exchange) => Promise<void>) {
    return registered.answer(incoming(activity, claims()), logic);
  }

  async function arrivalOf(activity: WireActivity): Promise<Arrival[]> {
    const arrivals: Arrival[] = [];
    await take(activity, async ({ arrival }) => void arrivals.push(arrival));
    return arrivals;
  }

  describe('an activity', () => {
    it('is answered where it came from, with the bot’s own token', async () => {
      const message = client().message('bonjour');

      await take(message, reply);

      expect(teams.calls).toMatchObject([
        {
          operation: 'post',
          conversationId: CHAT,
          activityId: message.id,
          authorization: 'Bearer bot-token-1',
          activity: {
            type: 'message',
            ...MESSAGE,
            replyToId: message.id,
            channelId: 'msteams',
            conversation: { id: CHAT },
            from: { id: `28:${authority.appId}` },
            recipient: { id: '29:camille' },
          },
        },
      ]);
    });

    it('of a thread is answered in that thread', async () => {
      const thread = channel({ id: '19:x@thread.tacv2', threadId: '154' });

      await take(client(thread).message('bonjour'), reply);

      expect(teams.calls).toMatchObject([{ conversationId: '19:x@thread.tacv2', threadId: '154' }]);
    });

    it('without an id is answered in its conversation', async () => {
      await take(client().message('bonjour', { id: undefined }), reply);

      expect(teams.calls).toMatchObject([{ conversationId: CHAT, activityId: undefined }]);
    });

    it('tells the id of the answer, which can be edited', async () => {
      await take(client().message('bonjour'), async (exchange) => {
        const { id } = await exchange.reply(MESSAGE);
        await exchange.edit(id!, { ...MESSAGE, summary: 'Merci' });
      });

      expect(teams.messages(CHAT)).toMatchObject([{ edits: 1, activity: { summary: 'Merci' } }]);
    });

    it('is taken without a sender, such as an event may have none', async () => {
      const event = client().message('', { type: 'conversationUpdate', from: undefined, text: undefined });

      await take(event, reply);

      expect(teams.messages(CHAT)).toHaveLength(1);
    });

    it('is given as it was read', async () => {
      let text: string | undefined;

      await take(client().message('bonjour'), async ({ activity }) => void (text = activity.text));

      expect(text).toBe('bonjour');
    });

    it('fails as a ConnectorError where Teams takes no answer, and the logic goes on', async () => {
      teams.fault(CHAT, { status: 403, code: 'BotNotInConversationRoster' });
      let failure: unknown;

      await take(client().message('bonjour'), async (exchange) => {
        await exchange.reply(MESSAGE).catch((error: unknown) => void (failure = error));
      });

      expect(failure).toMatchObject({ name: 'ConnectorError', code: 'BotNotInConversationRoster' });
    });
  });

  describe('an invoke', () => {
    const press = () => client().execute('confirmation.open', { customerId: 'c' });

    it('is answered with what the logic gives, and no message', async () => {
      const answer = await take(press(), (exchange) => exchange.answerInvoke({ statusCode: 200 }));

      expect(answer).toEqual({ status: 200, body: { statusCode: 200 } });
      expect(teams.calls).toEqual([]);
    });

    it('is answered with the last thing that the logic gives', async () => {
      const answer = await take(press(), async (exchange) => {
        await exchange.answerInvoke({ statusCode: 200 });
        await exchange.answerInvoke({ statusCode: 400 });
      });

      expect(answer).toEqual({ status: 200, body: { statusCode: 400 } });
    });

    it('of no known kind may be answered too', async () => {
      const answer = await take(client().message('', { type: 'invoke', name: 'task/fetch' }), (exchange) =>
        exchange.answerInvoke({}),
      );

      expect(answer).toEqual({ status: 200, body: {} });
    });
  });

  describe('what arrives', () => {
    const action = (value: unknown) =>
      client().message('', { type: 'invoke', name: 'adaptiveCard/action', value });
    const search = (value: unknown) =>
      client().message('', { type: 'invoke', name: 'application/search', value });
    const execute = (verb: unknown, data: unknown) => ({ action: { type: 'Action.Execute', verb, data } });
    const OTHER = [{ kind: 'other' }];

    it('is a press, with the button’s data and the inputs', async () => {
      const [arrival] = await arrivalOf(client().execute('customer.status', { customerId: 'c' }));

      expect(arrival).toMatchObject({ kind: 'press', verb: 'customer.status', data: { customerId: 'c' } });
    });

    it('is a press where an old client sends it as a message', async () => {
      const [arrival] = await arrivalOf(client().submit('customer.status', { customerId: 'c' }));

      expect(arrival).toMatchObject({ kind: 'press', verb: 'customer.status', data: { customerId: 'c' } });
    });

    it('is a list that is asked for', async () => {
      const query = { dataset: 'customers', queryText: 'cont', queryOptions: { skip: 0, top: 15 } };

      expect(await arrivalOf(search(query))).toEqual([
        { kind: 'search', dataset: 'customers', typed: 'cont' },
      ]);
    });

    it.each<[string, (given: ReturnType<typeof client>) => WireActivity]>([
      ['words', (given) => given.message('confirmer')],
      ['words beside a button’s data', (given) => given.message('confirmer', { value: { verb: 'x' } })],
      ['an event', (given) => given.message('', { type: 'conversationUpdate' })],
      ['a message with the value null', (given) => given.message('', { value: null })],
      ['a message with a text as its value', (given) => given.message('', { value: 'verb' })],
    ])('is neither where it is %s', async (_what, activityOf) => {
      expect(await arrivalOf(activityOf(client()))).toEqual(OTHER);
    });

    it.each<[string, unknown]>([
      ['nothing', undefined],
      ['null', null],
      ['a text', 'Action.Execute'],
      ['a list', []],
      ['no action', {}],
      ['an action of null', { action: null }],
      ['an action of another kind', { action: { type: 'Action.Submit', verb: 'x' } }],
      ['a verb that is no text', execute({ $ne: '' }, {})],
    ])('is no press where an action holds %s', async (_what, value) => {
      expect(await arrivalOf(action(value))).toEqual(OTHER);
    });

    it.each<[string, unknown]>([
      ['missing', undefined],
      ['null', null],
      ['a text', 'customerId'],
      ['a number', 7],
    ])('is a press with no data where that is %s', async (_what, data) => {
      expect(await arrivalOf(action(execute('x', data)))).toEqual([{ kind: 'press', verb: 'x', data: {} }]);
    });

    it.each<[string, unknown]>([
      ['nothing', undefined],
      ['null', null],
      ['no dataset', { queryText: 'x' }],
      ['a dataset that is no text', { dataset: ['customers'], queryText: 'x' }],
    ])('is no search where that holds %s', async (_what, value) => {
      expect(await arrivalOf(search(value))).toEqual(OTHER);
    });

    it('is a search for nothing where what was typed is no text', async () => {
      expect(await arrivalOf(search({ dataset: 'customers', queryText: { a: 1 } }))).toEqual([
        { kind: 'search', dataset: 'customers', typed: '' },
      ]);
    });

    it('has any verb and any words, line breaks included', async () => {
      const [press] = await arrivalOf(action(execute('a\nb', { __proto__: null, constructor: 'x' })));
      const [asked] = await arrivalOf(search({ dataset: 'a\nb', queryText: '' }));

      expect([press, asked]).toMatchObject([{ verb: 'a\nb' }, { dataset: 'a\nb', typed: '' }]);
    });
  });

  describe('the roster', () => {
    it('says of one person whatever Teams says', async () => {
      teams.setMember('29:guy', { name: 'Guy', userRole: 'guest', tenantId: 't', added: 'later' });

      const member = await registered.at(teams.serviceUrl).member(CHAT, '29:guy');

      expect(member).toMatchObject({
        id: '29:guy',
        name: 'Guy',
        userRole: 'guest',
        tenantId: 't',
        added: 'later',
      });
    });

    it.each<[string, unknown]>([
      ['a page of HTML', '<html>'],
      ['null', 'null'],
      ['nobody', {}],
    ])('that answers with %s fails as a ConnectorError', async (_what, body) => {
      teams.fault('*', { status: 200, body }, { on: ['member', 'members'], times: 2 });
      const service = registered.at(teams.serviceUrl);

      const unreadable = { name: 'ConnectorError', code: 'Unreadable' };
      await expect(service.member(CHAT, '29:camille')).rejects.toMatchObject(unreadable);
      await expect(service.members(CHAT, 100, undefined)).rejects.toMatchObject(unreadable);
    });

    it('leaves out of a page what is no person, and says whether another follows', async () => {
      const body = { members: [null, 7, {}, { id: '29:camille' }], continuationToken: 'next page' };
      teams.fault('*', { status: 200, body }, { on: ['members'] });

      const page = await registered.at(teams.serviceUrl).members(CHAT, 100, undefined);

      expect(page).toEqual({ members: [{ id: '29:camille' }], next: 'next page' });
    });
  });

  describe('a person’s own chat', () => {
    it('is opened for the bot, in their tenant', async () => {
      const chat = { botId: '28:bot', personId: 'entra-id', tenantId: 'tenant' };

      const id = await registered.at(teams.serviceUrl).openChat(chat);

      expect(id).not.toBe('');
      expect(teams.calls).toMatchObject([
        {
          operation: 'create',
          authorization: 'Bearer bot-token-1',
          activity: {
            isGroup: false,
            bot: { id: '28:bot' },
            members: [{ id: 'entra-id' }],
            tenantId: 'tenant',
            channelData: { tenant: { id: 'tenant' } },
          },
        },
      ]);
    });
  });

  describe('the bot’s own token', () => {
    const post = () => registered.at(teams.serviceUrl).post(CHAT, { type: 'message', ...MESSAGE });

    it('is asked for once, however many speak at once, asked or unasked', async () => {
      await Promise.all([
        ...Array.from({ length: 10 }, () => take(client().message('bonjour'), reply)),
        ...Array.from({ length: 10 }, post),
      ]);

      expect(teams.calls).toHaveLength(20);
      expect(new Set(teams.calls.map(({ authorization }) => authorization))).toEqual(
        new Set(['Bearer bot-token-1']),
      );
      expect(authority.tokenRequests).toEqual([
        {
          clientId: authority.appId,
          scope: 'https://api.botframework.com/.default',
          grantType: 'client_credentials',
        },
      ]);
    });

    it('is asked for again, once, after the login address was away', async () => {
      authority.failTokens(503);
      await expect(post()).rejects.toThrow('The login address answered 503');

      authority.failTokens(200);
      await Promise.all(Array.from({ length: 10 }, post));

      expect(new Set(teams.calls.map(({ authorization }) => authorization))).toEqual(
        new Set(['Bearer bot-token-1']),
      );
      expect(authority.tokenRequests).toHaveLength(2);
    });

    it('is never shown when it is refused', async () => {
      authority.failTokens(401);

      const failure = await post().then(String, (error: Error) => `${error.stack} ${JSON.stringify(error)}`);

      expect(failure).toContain('The login address answered 401');
      expect(failure).not.toContain(authority.appPassword);
    });
  });

  describe('in local mode', () => {
    it('an activity is taken without a token, and answered without one', async () => {
      const answer = await channelBy(carrier).answer(incoming(client().message('bonjour')), reply);

      expect(answer).toBeUndefined();
      expect(teams.calls).toMatchObject([{ operation: 'post', authorization: undefined }]);
    });
  });
});
