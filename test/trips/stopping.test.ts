import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { startBot } from '../../bot/bot.ts';
import { loadConfig } from '../../src/config.ts';
import { createLogger } from '../../src/logger.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { BOT_APP_ID, personalChat, TENANT, teamsClient } from '../support/activities.ts';
import { botAuthority } from '../support/authority.ts';
import { connectorStandIn } from '../support/connector-stand-in.ts';
import { testDatabase, TEST_ENCRYPTION_KEY } from '../support/database.ts';

const data = await testDatabase();
const authority = await botAuthority({ appId: BOT_APP_ID });
const sandbox = await startSandbox({ customers: 3 });
const connector = await connectorStandIn();
const dataDir = await mkdtemp(join(tmpdir(), 'mca-stopping-'));
afterAll(async () => {
  await authority.close();
  await sandbox.stop();
  await connector.close();
  await rm(dataDir, { recursive: true, force: true });
});

describe('a registered bot behind a balancer', () => {
  it('told to stop is not ready any more at once, answers what still comes, and then takes nothing', async () => {
    const bot = await startBot({
      config: loadConfig({
        ...authority.settings,
        MicrosoftAppId: authority.appId,
        MicrosoftAppPassword: authority.appPassword,
        MicrosoftAppTenantId: TENANT,
        ALLOWED_SERVICE_HOSTS: '127.0.0.1',
        PARTNER_CENTER_BASE_URL: sandbox.baseUrl,
        PARTNER_CENTER_TOKEN_URL: sandbox.tokenUrl,
        PARTNER_CENTER_CLIENT_ID: sandbox.credentials.clientId,
        PARTNER_CENTER_CLIENT_SECRET: sandbox.credentials.clientSecret,
        PARTNER_CENTER_REFRESH_TOKEN: sandbox.credentials.refreshToken,
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
    const { origin } = new URL(bot.messagesUrl);
    const readiness = async () => (await fetch(`${origin}/readyz`)).status;
    const { serviceUrl } = connector;
    const authorization = await authority.authorization({ serviceUrl });
    const say = async (text: string) =>
      fetch(bot.messagesUrl, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: authorization },
        body: JSON.stringify(teamsClient({ serviceUrl, place: personalChat('a:late') }).message(text)),
      });
    expect([await readiness(), (await say('aide')).status]).toEqual([200, 200]);

    const stopped = bot.stop();
    const during = [await readiness(), (await say('aide')).status];
    await stopped;

    expect(during).toEqual([503, 200]);
    expect(connector.messages('a:late')).toHaveLength(2);
    await expect(readiness()).rejects.toThrow('fetch failed');
  }, 60_000);
});
