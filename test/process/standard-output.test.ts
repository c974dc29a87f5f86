import { afterAll, describe, expect, it } from '@jest/globals';
import { startSandbox } from '../../src/local/sandbox/sandbox.ts';
import { fragileLink } from '../database/core/fragile-link.ts';
import { BOT_APP_ID, personalChat, teamsClient } from '../support/activities.ts';
import { botAuthority } from '../support/authority.ts';
import { freePort, startBotProcess } from '../support/bot-process.ts';
import { connectorStandIn } from '../support/connector-stand-in.ts';
import { TEST_ENCRYPTION_KEY, testDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { registeredSettings } from '../support/registered-bot.ts';
import { dataDirs } from './data-dirs.ts';

const folders = dataDirs({ endedAfter: 'file' });
const { url } = await testDatabase();
const link = await fragileLink(url);
const connector = await connectorStandIn();
const authority = await botAuthority({ appId: BOT_APP_ID });
const sandbox = await startSandbox();
afterAll(async () => {
  await connector.close();
  await authority.close();
  await sandbox.stop();
  await link.cut();
});

describe('a registered bot', () => {
  it('prints one JSON object a line from its start to its end, and tells when it cannot work', async () => {
    const metricsPort = await freePort();
    const bot = await startBotProcess(
      {
        ...registeredSettings(authority, sandbox),
        DATABASE_URL: link.url,
        ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
        METRICS_PORT: String(metricsPort),
      },
      { dataDir: await folders.empty() },
    );
    const said = () =>
      bot
        .output()
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    const sayings = () => said().map(({ msg }) => msg);

    const { serviceUrl } = connector;
    const question = teamsClient({ serviceUrl, place: personalChat('a:json') }).message('aide');
    await fetch(`http://127.0.0.1:${bot.port}/api/messages`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: await authority.authorization({ serviceUrl }),
      },
      body: JSON.stringify(question),
    });
    const metrics = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
    const onPort = [await bot.statusOf('/metrics'), await bot.statusOf('/readyz')];
    await link.cut();
    await eventually(() => expect(sayings()).toContain('The bot is not ready'), {
      withinMs: 60_000,
    });
    const away = await fetch(`http://127.0.0.1:${bot.port}/readyz`);
    await link.mend();
    await eventually(() => expect(sayings()).toContain('The bot is ready again'), { withinMs: 60_000 });
    const code = await bot.end('SIGTERM');

    expect(code).toBe(0);
    expect(metrics.status).toBe(200);
    expect(onPort).toEqual([404, 200]);
    expect(await metrics.text()).toMatch(/^mca_build_info\{version="\d+\.\d+\.\d+",node="24\./m);
    expect([away.status, await away.json()]).toEqual([503, { status: 'not ready', because: 'database' }]);
    expect(said()[0]).toMatchObject({
      level: 30,
      msg: 'The bot starts',
      version: expect.stringMatching(/^\d/),
      node: expect.stringMatching(/^\d/),
    });
    expect(sayings()).toEqual(
      expect.arrayContaining(['The bot is ready', 'A turn was answered', 'The bot stops']),
    );
    expect(said().at(-1)).toMatchObject({ msg: 'The bot has stopped' });
    expect(said().find(({ msg }) => msg === 'The bot stops')).toMatchObject({ reason: 'SIGTERM' });
    expect(bot.complaint()).toBe('');
  }, 240_000);
});
