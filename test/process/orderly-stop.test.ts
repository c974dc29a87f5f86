import { afterAll, describe, expect, it } from '@jest/globals';
import { personalChat, teamsClient } from '../support/activities.ts';
import { launchBot, startBotProcess } from '../support/bot-process.ts';
import { connectorStandIn } from '../support/connector-stand-in.ts';
import { TEST_ENCRYPTION_KEY, testDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { dataDirs } from './data-dirs.ts';
import { processesOf } from './processes-of.ts';

const folders = dataDirs({ endedAfter: 'file' });
const { url } = await testDatabase();
const connector = await connectorStandIn();
afterAll(() => connector.close());

const settings = { DATABASE_URL: url, ENCRYPTION_KEY: TEST_ENCRYPTION_KEY };

describe('a bot on an administrator’s own database', () => {
  it('told to stop again and again stops once, with the turn in hand answered', async () => {
    const bot = await startBotProcess(settings, { dataDir: await folders.empty() });
    connector.slowDown(500);
    const place = personalChat('a:twice');
    const turn = bot.send(teamsClient({ serviceUrl: connector.serviceUrl, place }).message('help'));
    await eventually(() => expect(connector.calls.length).toBeGreaterThan(0), { withinMs: 20_000 });

    for (const signal of ['SIGTERM', 'SIGTERM', 'SIGINT'] as const) bot.child.kill(signal);

    expect(await bot.ended).toBe(0);
    expect((await turn).status).toBe(200);
    expect(connector.messages('a:twice')).toHaveLength(1);
    expect(await processesOf(bot.dataDir)).toEqual([]);
    expect(bot.complaint()).toBe('');
    expect(bot.output().match(/Stopping/g)).toHaveLength(1);
  }, 240_000);

  it.each(['Starting', 'preparing the tables', 'loading the answers'])(
    'told to stop in the middle of its start, at "%s", gives it up without a complaint',
    async (step) => {
      const bot = await launchBot(settings, { dataDir: await folders.empty() });
      await eventually(() => expect(bot.output()).toContain(step), { withinMs: 150_000 });

      bot.child.kill('SIGTERM');

      expect(await bot.ended).toBe(0);
      expect(await processesOf(bot.dataDir)).toEqual([]);
      expect(bot.complaint()).toBe('');
    },
    240_000,
  );
});
