import { describe, expect, it } from '@jest/globals';
import { personalChat, teamsClient } from '../support/activities.ts';
import { eventually } from '../support/eventually.ts';
import { registeredBot } from '../support/registered-bot.ts';

const { authority, connector, data, send } = await registeredBot();
const { serviceUrl } = connector;
const valid = () => authority.authorization({ serviceUrl });

describe('a registered bot', () => {
  it('answers Teams, and shows Teams a token of its own', async () => {
    const place = personalChat('a:registered');

    const reply = await send(teamsClient({ serviceUrl, place }).message('aide'), await valid());

    expect(reply.status).toBe(200);
    const [call] = connector.calls.filter(({ conversationId }) => conversationId === 'a:registered');
    expect(call?.authorization).toBe(`Bearer ${authority.accessTokens.at(-1)}`);
  });

  it('asks for its own token once, however many answers need it', async () => {
    const tokens = authority.tokenRequests.length;

    await Promise.all(
      Array.from({ length: 20 }, async (_, chat) =>
        send(
          teamsClient({ serviceUrl, place: personalChat(`a:many-${chat}`) }).message('aide'),
          await valid(),
        ),
      ),
    );

    expect(authority.tokenRequests.length - tokens).toBeLessThanOrEqual(1);
  });

  it('reads its customers from the Partner Center of its settings', async () => {
    await eventually(
      async () => expect(await data.database.customers.figures()).toMatchObject({ total: 40, unknown: 0 }),
      { withinMs: 20_000 },
    );
  });

  it.each<[string, () => Promise<string | undefined> | string]>([
    ['no token', async () => undefined],
    ['nonsense', async () => 'Bearer nonsense'],
    ['a forged signature', () => authority.forgedAuthorization({ serviceUrl })],
    ['no signature', () => authority.unsignedAuthorization({ serviceUrl })],
    ['a key for another channel', () => authority.otherChannelAuthorization({ serviceUrl })],
    ['another audience', () => authority.authorization({ serviceUrl, audience: 'someone-else' })],
    ['another issuer', () => authority.authorization({ serviceUrl, issuer: 'https://sts.windows.net/x/' })],
    ['a token that expired', () => authority.authorization({ serviceUrl, expiresInSeconds: -600 })],
    [
      'a token for another service',
      () => authority.authorization({ serviceUrl: 'https://smba.trafficmanager.net/x' }),
    ],
  ])('refuses %s with 401 and not a word', async (_what, token) => {
    const place = personalChat('a:refused');

    const reply = await send(teamsClient({ serviceUrl, place }).message('aide'), await token());

    expect(reply).toEqual({ status: 401, body: undefined });
    expect(connector.messages('a:refused')).toEqual([]);
    expect(await data.database.conversations.find('a:refused')).toBeUndefined();
  });

  it.each([
    ['another tenant', { conversation: { id: 'a:refused', tenantId: 'another' } }],
    ['two tenants', { channelData: { tenant: { id: 'another' } } }],
    ['no tenant', { conversation: { id: 'a:refused' }, channelData: {} }],
    ['another channel', { channelId: 'webchat' }],
    ['another service host', { serviceUrl: 'https://evil.example/' }],
    ['no service', { serviceUrl: undefined }],
  ])('refuses %s with 403 and not a word', async (_what, changes) => {
    const activity = teamsClient({ serviceUrl, place: personalChat('a:refused') }).message('aide', changes);

    const reply = await send(activity, await valid());

    expect(reply).toEqual({ status: 403, body: undefined });
    expect(await data.database.conversations.find('a:refused')).toBeUndefined();
  });
});
