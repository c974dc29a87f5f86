import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { startBot, type RunningBot } from '../../bot/bot.ts';
import { loadConfig } from '../../src/config.ts';
import { createLogger } from '../../src/logger.ts';
import { startSandbox } from '../../src/local/sandbox/sandbox.ts';
import { BOT_APP_ID, personalChat, TENANT, teamsClient } from '../support/activities.ts';
import { botAuthority } from '../support/authority.ts';
import { connectorStandIn, type ConnectorStandIn } from '../support/connector-stand-in.ts';
import { testDatabase, TEST_ENCRYPTION_KEY } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf, input, textOf } from '../support/read-card.ts';
import { sandboxSettings } from '../support/sandbox-settings.ts';

const data = await testDatabase();
const authority = await botAuthority({ appId: BOT_APP_ID });
const sandbox = await startSandbox({ customers: 3 });
const dataDir = await mkdtemp(join(tmpdir(), 'mca-stopping-'));
let connector: ConnectorStandIn;
beforeEach(async () => (connector = await connectorStandIn()));
afterEach(() => connector.close());
afterAll(async () => {
  await authority.close();
  await sandbox.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const REGISTRATION = {
  ...authority.settings,
  MicrosoftAppId: authority.appId,
  MicrosoftAppPassword: authority.appPassword,
  MicrosoftAppTenantId: TENANT,
  ALLOWED_SERVICE_HOSTS: '127.0.0.1',
};

const started: RunningBot[] = [];
afterAll(() => Promise.all(started.map((bot) => bot.stop())));

async function start(settings: Record<string, string> = {}): Promise<RunningBot> {
  const bot = await startBot({
    config: loadConfig({
      ...sandboxSettings(sandbox),
      ...settings,
      DATABASE_URL: data.url,
      DATA_DIR: dataDir,
      ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
      HOST: '127.0.0.1',
      PORT: '0',
    }),
    log: createLogger('silent'),
    applicationName: 'stopping-bot',
    report: () => undefined,
    onTakenOver: () => undefined,
  });
  started.push(bot);
  return bot;
}

async function post(bot: RunningBot, activity: object, authorization?: string): Promise<number> {
  const answer = await fetch(bot.messagesUrl, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(authorization && { Authorization: authorization }) },
    body: JSON.stringify(activity),
  });
  await answer.text();
  return answer.status;
}

describe('a registered bot behind a balancer', () => {
  it('told to stop ends each connection with its next answer, so that no caller is served for ever', async () => {
    const bot = await start(REGISTRATION);
    const { origin } = new URL(bot.messagesUrl);
    const connection = async () => {
      const answer = await fetch(`${origin}/healthz`);
      await answer.text();
      return answer.headers.get('connection');
    };
    const before = await connection();

    const stopped = bot.stop();
    const during = await connection();
    await stopped;

    expect([before, during]).toEqual(['keep-alive', 'close']);
  });

  it('told to stop is not ready any more at once, answers what still comes, and then takes nothing', async () => {
    const bot = await start(REGISTRATION);
    const { origin } = new URL(bot.messagesUrl);
    const readiness = async () => (await fetch(`${origin}/readyz`)).status;
    const { serviceUrl } = connector;
    const authorization = await authority.authorization({ serviceUrl });
    const client = teamsClient({ serviceUrl, place: personalChat('a:late') });
    expect([await readiness(), await post(bot, client.message('aide'), authorization)]).toEqual([200, 200]);

    const stopped = bot.stop();
    const during = [await readiness(), await post(bot, client.message('aide'), authorization)];
    await stopped;

    expect(during).toEqual([503, 200]);
    expect(connector.messages('a:late')).toHaveLength(2);
    await expect(readiness()).rejects.toThrow('fetch failed');
  }, 180_000);
});

describe('a bot told to stop with a job in hand', () => {
  /** Presses a form in a chat of that name, and waits until its outcome is on the way to Teams. */
  async function pressUntilEdit(bot: RunningBot, conversationId: string): Promise<string> {
    const client = teamsClient({ serviceUrl: connector.serviceUrl, place: personalChat(conversationId) });
    await eventually(
      async () => {
        const { total, unknown } = await data.database.customers.figures();
        expect([total, unknown]).toEqual([3, 0]);
      },
      { withinMs: 20_000 },
    );
    await post(bot, client.message('confirm'));
    const message = connector.messages(conversationId).at(-1)!;
    const [button] = buttons(cardOf(message), 'confirmation.submit');
    const choices = input(cardOf(message), 'customerId').choices as { value: string }[];
    const inputs = {
      customerId: choices[0]!.value,
      acceptanceDate: '2018-10-03',
      firstName: 'Ana',
      lastName: 'Exemple',
      email: 'ana@client.example',
      phoneNumber: '',
    };
    const press = client.execute('confirmation.submit', button!.data, inputs);
    await post(bot, { ...press, replyToId: message.id });
    await eventually(() => expect(editsIn(conversationId)).toBe(1), { withinMs: 20_000 });
    return message.id;
  }

  const editsIn = (conversationId: string) =>
    connector.calls.filter((call) => call.operation === 'edit' && call.conversationId === conversationId)
      .length;

  /** Of the job that shows the latest outcome. */
  const jobState = async () => {
    const { rows } = await sql<{ state: string }>`
      select state from pgboss.job where name = 'show-outcome' order by created_on desc limit 1`.execute(
      data.database.kysely,
    );
    return rows[0]?.state;
  };

  it('finishes it', async () => {
    const bot = await start();
    connector.slowDown(300);
    const messageId = await pressUntilEdit(bot, 'a:finished');

    await bot.stop();

    const [message] = connector.messages('a:finished').filter(({ id }) => id === messageId);
    expect(message?.edits).toBe(1);
    expect(await jobState()).toBe('completed');
  }, 180_000);

  it('gives it back when it does not end, and the next bot takes it at once', async () => {
    const bot = await start();
    connector.fault('a:given-back', 'silence', { times: 1, on: ['edit'] });
    const messageId = await pressUntilEdit(bot, 'a:given-back');

    await bot.stop();

    expect(await jobState()).toBe('retry');
    const other = await start();
    const edited = await connector.waitForMessage(({ id, edits }) => id === messageId && edits > 0, {
      withinMs: 30_000,
    });
    expect(textOf(cardOf(edited))).toMatch(/confirmed/i);
    await other.stop();
    expect(await jobState()).toBe('completed');
  }, 180_000);
});
