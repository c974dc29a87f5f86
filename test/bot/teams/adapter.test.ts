import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Activity, TurnContext } from 'botbuilder';
import { BotAdapter } from '../../../bot/teams/adapter.ts';
import { createConnectorHttp } from '../../../bot/teams/connector-http.ts';
import type { Sender } from '../../../bot/endpoint/token-check.ts';
import { teamsClient, TENANT, type WireActivity } from '../../support/activities.ts';
import { botAuthority, type Authority } from '../../support/authority.ts';
import { connectorStandIn, type ConnectorStandIn } from '../../support/connector-stand-in.ts';
import { roomyBudget } from '../../support/teams-budget.ts';

let teams: ConnectorStandIn;
let authority: Authority;
let adapter: BotAdapter;

beforeEach(async () => {
  teams = await connectorStandIn();
  authority = await botAuthority();
  adapter = adapterOf(authority);
});
afterEach(async () => {
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
const sender = (): Sender => ({
  claims: { iss: 'https://api.botframework.com', aud: authority.appId, serviceurl: teams.serviceUrl },
  serviceUrl: teams.serviceUrl,
});
const reply = async (context: TurnContext) => void (await context.sendActivity('Bonjour'));

async function run(
  activity: WireActivity = client().message('bonjour'),
  logic: (context: TurnContext) => Promise<void> = async () => undefined,
) {
  let turns = 0;
  const answered = await adapter
    .answer(sender(), activity as unknown as Activity, async (context) => {
      turns += 1;
      await logic(context);
    })
    .then(
      (answer) => ({ kind: 'answered', answer }),
      () => ({ kind: 'rejected' }),
    );
  return { ...answered, turns };
}

describe('an activity of a genuine sender', () => {
  it('is handled, and answered with the bot’s own token', async () => {
    const result = await run(undefined, reply);

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

    const result = await run(press, async (context) => {
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
});

describe('the bot’s own token', () => {
  it('is asked for once, however many speak at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => run(client().message('bonjour'), reply)));

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

    const activity = client().message('bonjour') as unknown as Activity;
    const answer = await adapter.answer(undefined, activity, reply);

    expect(answer).toBeUndefined();
    expect(teams.calls).toMatchObject([{ operation: 'post', authorization: undefined }]);
  });
});
