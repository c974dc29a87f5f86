import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startSandbox } from '../../src/local/sandbox/sandbox.ts';
import { BOT_APP_ID, personalChat, teamsClient, TENANT } from '../support/activities.ts';
import { botAuthority } from '../support/authority.ts';
import {
  freePort,
  launchBot,
  startBotProcess,
  startProgram,
  type BotProcess,
} from '../support/bot-process.ts';
import { CARRIER_NAMES } from '../support/channel.ts';
import { connectorStandIn } from '../support/connector-stand-in.ts';
import { TEST_ENCRYPTION_KEY, testDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { fakeInternet } from '../support/fake-internet.ts';
import { fileHost } from '../support/file-host.ts';
import { sandboxSettings } from '../support/sandbox-settings.ts';
import { sentFile } from '../support/sent-file.ts';
import { dataDirs } from './data-dirs.ts';

const folders = dataDirs({ endedAfter: 'file' });
const connector = await connectorStandIn();
const authority = await botAuthority({ appId: BOT_APP_ID });
const sandbox = await startSandbox();
const files = await fileHost();
const data = await testDatabase();

const SIGN_IN = 'https://login.microsoftonline.com';
const internet = await fakeInternet({
  'login.botframework.com': (path) => authority.url + (path.startsWith('/v1/') ? '/openid' : path),
  'login.microsoftonline.com': (path) => {
    if (path.includes('/partner/')) return sandbox.tokenUrl;
    if (path.includes('/oauth2/v2.0/token')) return `${authority.url}/login/oauth2/v2.0/token`;
    const at = `${SIGN_IN}/${TENANT}`;
    return {
      ...{ issuer: `${at}/v2.0`, token_endpoint: `${at}/oauth2/v2.0/token` },
      ...{ authorization_endpoint: `${at}/oauth2/v2.0/authorize`, jwks_uri: `${at}/keys` },
    };
  },
  'smba.trafficmanager.net': (path) => connector.serviceUrl.replace(/\/$/, '') + path.replace('/emea', ''),
  'api.partnercenter.microsoft.com': (path) => sandbox.baseUrl + path,
  'contoso.sharepoint.com': (path) => files.url + path,
});
afterAll(async () => {
  await Promise.all([connector.close(), authority.close(), files.close(), internet.close(), sandbox.stop()]);
});

const serviceUrl = 'https://smba.trafficmanager.net/emea/';
const client = teamsClient({ serviceUrl, place: personalChat('a:proxy') });

/** As in production: nothing of it says that this is no real cloud, but for the way out. */
async function settings(more: Record<string, string> = {}): Promise<Record<string, string>> {
  const certificates = join(await folders.empty(), 'authority.pem');
  await writeFile(certificates, internet.authority);
  return {
    ...{ NODE_ENV: 'production', MicrosoftAppId: BOT_APP_ID, MicrosoftAppTenantId: TENANT },
    MicrosoftAppPassword: authority.appPassword,
    ...sandboxSettings(sandbox),
    PARTNER_CENTER_BASE_URL: 'https://api.partnercenter.microsoft.com',
    PARTNER_CENTER_TOKEN_URL: `${SIGN_IN}/partner/oauth2/token`,
    ...{ DATABASE_URL: data.url, ENCRYPTION_KEY: TEST_ENCRYPTION_KEY, HOST: '127.0.0.1' },
    ...{ HTTPS_PROXY: internet.proxyUrl, NODE_EXTRA_CA_CERTS: certificates },
    ...more,
  };
}

async function say(bot: BotProcess, activity: object): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${bot.port}/api/messages`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: await authority.authorization({ serviceUrl }),
    },
    body: JSON.stringify(activity),
  });
  return answer.status;
}

const readyz = async (port: number) => {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
  return { status: answer.status, body: await answer.json() };
};

beforeEach(() => {
  internet.connects.clear();
  internet.calls.length = 0;
});

describe('behind a proxy that alone leads out', () => {
  it.each(CARRIER_NAMES)(
    'a bot whose channel is %s signs in, hears and answers Teams, reads Partner Center and fetches files',
    async (carrier) => {
      const bot = await startBotProcess(await settings({ TEAMS_CHANNEL: carrier }), {
        dataDir: await folders.empty(),
      });
      const before = connector.messages('a:proxy').length;

      const address = files
        .put('Customer;Date\nContoso;2018-10-03\n')
        .replace(files.url, 'https://contoso.sharepoint.com');
      const statuses = [
        await say(bot, client.message('aide')),
        await say(bot, client.message('', { attachments: [sentFile(address)] })),
      ];
      await eventually(
        () => {
          expect(internet.calls.join('\n')).toContain('api.partnercenter.microsoft.com/v1/customers');
          expect(connector.messages('a:proxy').length).toBeGreaterThanOrEqual(before + 2);
        },
        { withinMs: 60_000 },
      );
      await bot.end('SIGTERM');

      expect(statuses).toEqual([200, 200]);
      expect([...internet.connects.keys()].sort()).toEqual([
        'api.partnercenter.microsoft.com',
        'contoso.sharepoint.com',
        'login.botframework.com',
        'login.microsoftonline.com',
        'smba.trafficmanager.net',
      ]);
      const arrived = internet.calls.map((call) => call.replace(/\/.*\/oauth2/, '/…/oauth2'));
      expect(arrived).toEqual(
        expect.arrayContaining([
          'login.botframework.com/v1/.well-known/openidconfiguration',
          'login.botframework.com/keys',
          'login.microsoftonline.com/…/oauth2/v2.0/token',
          'login.microsoftonline.com/…/oauth2/token',
        ]),
      );
      expect(bot.output()).not.toContain('word@');
    },
    240_000,
  );

  it('every command goes by it, too', async () => {
    const sync = await startProgram('src/cli/sync.ts', await settings(), { dataDir: await folders.empty() });

    expect(await sync.ended).toBe(0);
    expect([...internet.connects.keys()].sort()).toEqual([
      'api.partnercenter.microsoft.com',
      'login.microsoftonline.com',
    ]);
  }, 180_000);

  it('hosts of NO_PROXY are called directly, in lower case as well', async () => {
    const { HTTPS_PROXY, ...others } = await settings();
    const env = { ...others, https_proxy: HTTPS_PROXY ?? '', no_proxy: 'api.partnercenter.microsoft.com' };

    const sync = await startProgram('src/cli/sync.ts', env, { dataDir: await folders.empty() });

    expect(await sync.ended).toBe(1);
    expect([...internet.connects.keys()]).toEqual(['login.microsoftonline.com']);
  }, 180_000);

  it('without the certificate of its authority nothing is believed', async () => {
    const { NODE_EXTRA_CA_CERTS: _none, ...env } = await settings();

    const sync = await startProgram('src/cli/sync.ts', env, { dataDir: await folders.empty() });

    expect(await sync.ended).toBe(1);
    expect(internet.calls).toEqual([]);
  }, 180_000);
});

describe('a proxy that cannot be reached', () => {
  it('keeps the bot from being ready, and both say so', async () => {
    const nowhere = `http://name:secret-word@127.0.0.1:${await freePort()}`;
    const bot = await launchBot(await settings({ HTTPS_PROXY: nowhere }), { dataDir: await folders.empty() });
    await eventually(
      () => expect(bot.output()).toContain('The proxy that HTTPS_PROXY names cannot be reached'),
      {
        withinMs: 150_000,
      },
    );

    const found = await readyz(bot.port);
    await bot.end('SIGTERM');

    expect(found).toEqual({ status: 503, body: { status: 'not ready', because: 'proxy' } });
    expect(bot.output()).toContain('"code":"ECONNREFUSED"');
    expect(bot.output()).not.toContain('secret-word');
  }, 240_000);
});
