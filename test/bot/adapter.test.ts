import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createHmac, createPublicKey, type JsonWebKey } from 'node:crypto';
import type { Activity, TurnContext } from 'botbuilder';
import { BotAdapter } from '../../bot/adapter.ts';
import { createConnectorHttp } from '../../bot/connector-http.ts';
import { teamsClient, TENANT, type WireActivity } from '../support/activities.ts';
import { botAuthority, type Authority } from '../support/authority.ts';
import { connectorStandIn, type ConnectorStandIn } from '../support/connector-stand-in.ts';
import { roomyBudget } from '../support/teams-budget.ts';

let teams: ConnectorStandIn;
let authority: Authority;
let adapter: BotAdapter;

beforeEach(async () => {
  // The SDK writes to the console whom it refuses.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  teams = await connectorStandIn();
  authority = await botAuthority();
  adapter = adapterOf(authority);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await teams.close();
  await authority.close();
});

function adapterOf({ appId, appPassword, settings }: Authority): BotAdapter {
  const http = createConnectorHttp(roomyBudget());
  return new BotAdapter(
    { appId, appPassword, appType: 'SingleTenant', tenantId: TENANT, authority: settings },
    http,
  );
}

const client = () => teamsClient({ serviceUrl: teams.serviceUrl, appId: authority.appId });
const claims = () => ({ serviceUrl: teams.serviceUrl });
const reply = async (context: TurnContext) => void (await context.sendActivity('Bonjour'));

async function run(
  authorization: string,
  activity: WireActivity = client().message('bonjour'),
  logic: (context: TurnContext) => Promise<void> = async () => undefined,
) {
  let turns = 0;
  const answered = await adapter
    .answer(authorization, activity as unknown as Activity, async (context) => {
      turns += 1;
      await logic(context);
    })
    .then(
      (answer) => ({ kind: 'answered', answer }),
      () => ({ kind: 'rejected' }),
    );
  return { ...answered, turns };
}

describe('an activity with a genuine token', () => {
  it('is handled, and answered with the bot’s own token', async () => {
    const result = await run(await authority.authorization(claims()), undefined, reply);

    expect(result).toMatchObject({ kind: 'answered', turns: 1 });
    expect(teams.calls).toMatchObject([{ operation: 'post', authorization: 'Bearer bot-token-1' }]);
    expect(authority.tokenRequests).toEqual([
      {
        clientId: authority.appId,
        scope: 'https://api.botframework.com/.default',
        grantType: 'client_credentials',
      },
    ]);
  });

  it('gives the logic’s own answer to an invoke', async () => {
    const press = client().execute('confirmation.open');

    const result = await run(await authority.authorization(claims()), press, async (context) => {
      await context.sendActivity({
        type: 'invokeResponse',
        value: { status: 200, body: { statusCode: 200 } },
      });
    });

    expect(result).toEqual({
      kind: 'answered',
      answer: { status: 200, body: { statusCode: 200 } },
      turns: 1,
    });
    expect(teams.calls).toEqual([]);
  });

  it.each([
    ['that ended a moment ago, for clocks differ', { expiresInSeconds: -240 }],
    ['that begins in a moment, for clocks differ', { notBeforeSeconds: 240 }],
  ])('is handled with one %s', async (_what, more) => {
    const result = await run(await authority.authorization({ ...claims(), ...more }));

    expect(result).toMatchObject({ kind: 'answered', turns: 1 });
  });

  it('is handled by a bot of another authority beside, each by its own keys', async () => {
    const other = await botAuthority();
    const token = await other.authorization(claims());

    const here = await run(token);
    adapter = adapterOf(other);
    const there = await run(token);

    expect([here.kind, there.kind]).toEqual(['rejected', 'answered']);
    await other.close();
  });
});

describe('an activity is rejected before any logic runs', () => {
  it.each<[string, () => string | Promise<string>]>([
    ['without a token', () => ''],
    ['with a blank for a token', () => ' '],
    ['with a word for a token', () => 'Bearer token'],
    ['with a password', () => 'Basic dXNlcjpwYXNz'],
    ['with a token signed by somebody else', () => authority.forgedAuthorization(claims())],
    ['with a token that nobody signed', () => authority.unsignedAuthorization(claims())],
    ['with a token signed with the public key', () => signedWithPublicKey()],
    ['with a token whose claims were changed', async () => changed(await authority.authorization(claims()))],
    ['with a token endorsed for another channel', () => authority.otherChannelAuthorization(claims())],
    ['with a token that expired', () => authority.authorization({ ...claims(), expiresInSeconds: -360 })],
    ['with a token for later', () => authority.authorization({ ...claims(), notBeforeSeconds: 600 })],
    ['with a token for another bot', () => authority.authorization({ ...claims(), audience: 'another-bot' })],
    [
      'with a token of another issuer',
      () => authority.authorization({ ...claims(), issuer: 'https://evil.example' }),
    ],
    [
      'with a token for another service address',
      () => authority.authorization({ serviceUrl: 'https://smba.trafficmanager.net/emea/' }),
    ],
  ])('%s', async (_what, authorizationOf) => {
    const result = await run(await authorizationOf(), undefined, reply);

    expect(result).toEqual({ kind: 'rejected', turns: 0 });
    expect([teams.calls, authority.tokenRequests]).toEqual([[], []]);
  });

  it('on a channel the key is not endorsed for', async () => {
    const activity = client().message('bonjour', { channelId: 'webchat' });

    const result = await run(await authority.authorization(claims()), activity, reply);

    expect(result).toEqual({ kind: 'rejected', turns: 0 });
  });
});

describe('the bot’s own token', () => {
  it('is asked for once, however many speak at once', async () => {
    const token = await authority.authorization(claims());

    await Promise.all(Array.from({ length: 20 }, () => run(token, client().message('bonjour'), reply)));

    expect(teams.calls).toHaveLength(20);
    expect(new Set(teams.calls.map(({ authorization }) => authorization))).toEqual(
      new Set(['Bearer bot-token-1']),
    );
    expect(authority.tokenRequests).toHaveLength(1);
  });

  it('serves what is said unasked too', async () => {
    const { conversations } = await adapter.connectorFor(teams.serviceUrl);

    await conversations.sendToConversation('a:chat', { type: 'message', text: 'Rappel' });

    expect(teams.calls).toMatchObject([{ authorization: 'Bearer bot-token-1' }]);
  });

  it('is asked for again, once, after the login address was away', async () => {
    authority.failTokens(503);
    const { conversations } = await adapter.connectorFor(teams.serviceUrl);
    const send = () => conversations.sendToConversation('a:chat', { type: 'message' });
    await expect(send()).rejects.toThrow('The login address answered 503');

    authority.failTokens(200);
    await Promise.all(Array.from({ length: 10 }, send));

    expect(new Set(teams.calls.map(({ authorization }) => authorization))).toEqual(
      new Set(['Bearer bot-token-1']),
    );
    expect(authority.tokenRequests).toHaveLength(2);
  });

  it('is never shown when it is refused', async () => {
    authority.failTokens(401);
    const { conversations } = await adapter.connectorFor(teams.serviceUrl);

    const failure = await conversations
      .sendToConversation('a:chat', { type: 'message' })
      .then(String, (error: Error) => `${error.stack} ${JSON.stringify(error)}`);

    expect(failure).toContain('The login address answered 401');
    expect(failure).not.toContain(authority.appPassword);
  });
});

describe('one connector', () => {
  it('is kept for each service address', async () => {
    const [first, again, elsewhere] = await Promise.all([
      adapter.connectorFor(teams.serviceUrl),
      adapter.connectorFor(teams.serviceUrl),
      adapter.connectorFor(`${teams.serviceUrl}/emea`),
    ]);

    expect(again).toBe(first);
    expect(elsewhere).not.toBe(first);
  });
});

describe('in local mode', () => {
  it('an activity is taken without a token, and answered without one', async () => {
    adapter = new BotAdapter(undefined, createConnectorHttp(roomyBudget()));

    const result = await run('', undefined, reply);

    expect(result).toMatchObject({ kind: 'answered', turns: 1 });
    expect(teams.calls).toMatchObject([{ operation: 'post', authorization: undefined }]);
  });
});

/** A forger's classic: the published key taken for a shared secret. */
async function signedWithPublicKey(): Promise<string> {
  const answer = await fetch(`${authority.url}/keys`);
  const { keys } = (await answer.json()) as { keys: (JsonWebKey & { kid: string })[] };
  const key = keys[0]!;
  const secret = createPublicKey({ key, format: 'jwk' }).export({ type: 'pkcs1', format: 'pem' });
  const [, payload] = authority.unsignedAuthorization(claims()).split('.');
  const header = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT', kid: key.kid })).toString(
    'base64url',
  );
  const signature = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url');
  return `Bearer ${header}.${payload}.${signature}`;
}

/** The same token, valid for ten years more. */
function changed(authorization: string): string {
  const [header, payload, signature] = authorization.split('.');
  const claimed = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as { exp: number };
  const longer = { ...claimed, exp: claimed.exp + 10 * 365 * 86_400 };
  return [header, Buffer.from(JSON.stringify(longer)).toString('base64url'), signature].join('.');
}
