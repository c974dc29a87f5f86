import { afterAll, describe, expect, it } from '@jest/globals';
import { groupChat, teamsClient } from '../support/activities.ts';
import { startBotProcess, startProgram } from '../support/bot-process.ts';
import { eventually } from '../support/eventually.ts';
import { buttons, cardOf } from '../support/read-card.ts';
import { askSandbox, teamsChat } from './chat.ts';
import { dataDirs } from './data-dirs.ts';
import { postmasterOf, schedulesIn } from './embedded-query.ts';
import { processesOf } from './processes-of.ts';

// They start processes that share nothing: several run at the same time.
const folders = dataDirs({ endedAfter: 'file' });
const chat = await teamsChat();
const { connector } = chat;
afterAll(() => chat.close());

const FIGURES = /^40 customers, \d+ unconfirmed \(\d+ new, 0 gone, \d+ newly confirmed\)\.\n$/;
const COMMANDS = ['src/cli/sync.ts', 'src/cli/remind.ts'];

describe('commands', () => {
  it.concurrent(
    'beside a bot use its database and its sandbox, speak for it, and leave it as it was',
    async () => {
      const bot = await startBotProcess({}, { dataDir: await folders.withDatabase() });
      const { dataDir } = bot;
      const place = groupChat('19:reminded@thread.v2');
      await chat.openForm(bot, 'a:customers-are-known');
      await bot.send(teamsClient({ serviceUrl: connector.serviceUrl, place }).install());
      const before = [await postmasterOf(dataDir), await schedulesIn(dataDir)];
      const readings = async () => (await askSandbox<Record<string, number>>(bot, 'calls')).agreements ?? 0;
      const readBefore = await readings();

      const sync = await startProgram('src/cli/sync.ts', {}, { dataDir });
      expect([await sync.ended, sync.complaint()]).toEqual([0, '']);
      const remind = await startProgram('src/cli/remind.ts', {}, { dataDir, args: ['--all'] });
      expect([await remind.ended, remind.complaint()]).toEqual([0, '']);

      expect(sync.output()).toMatch(FIGURES);
      expect(await readings()).toBeGreaterThanOrEqual(readBefore + 40);
      expect(remind.output()).toMatch(/^1 sent, 0 with nothing to send/);
      const posted = connector.messages(place.conversation.id).map(cardOf);
      expect(posted.filter((card) => buttons(card, 'reminder.snooze').length > 0)).toHaveLength(1);
      expect([await postmasterOf(dataDir), await schedulesIn(dataDir)]).toEqual(before);
      expect(await bot.statusOf('/readyz')).toBe(200);
      expect(await bot.end('SIGTERM')).toBe(0);
      expect(await processesOf(dataDir)).toEqual([]);
    },
    180_000,
  );

  it.concurrent(
    'without a bot bring their own database and sandbox, and stop them',
    async () => {
      const dataDir = await folders.empty();

      const sync = await startProgram('src/cli/sync.ts', {}, { dataDir });
      expect([await sync.ended, sync.complaint()]).toEqual([0, '']);
      expect(await processesOf(dataDir)).toEqual([]);
      const remind = await startProgram('src/cli/remind.ts', {}, { dataDir });
      expect([await remind.ended, remind.complaint()]).toEqual([0, '']);
      expect(await processesOf(dataDir)).toEqual([]);

      expect(sync.output()).toMatch(FIGURES);
      expect(remind.output()).toMatch(/^0 sent/);
    },
    180_000,
  );

  it.concurrent(
    'that are interrupted say so in one line, and leave nothing running',
    async () => {
      const dataDir = await folders.withDatabase();
      const sync = await startProgram(
        'src/cli/sync.ts',
        { SANDBOX_CUSTOMERS: '5000' },
        { dataDir, ownGroup: true },
      );
      await eventually(async () => expect((await processesOf(dataDir)).length).toBeGreaterThan(1), {
        withinMs: 20_000,
      });

      process.kill(-(sync.child.pid ?? 0), 'SIGINT');

      expect(await sync.ended).toBe(1);
      expect(sync.complaint()).toBe('Stopped before the end: run it again to go on.\n');
      expect(await processesOf(dataDir)).toEqual([]);
    },
    180_000,
  );

  it.concurrent.each(COMMANDS)(
    'are refused with the names of wrong settings: %s',
    async (script) => {
      const dataDir = await folders.empty();

      const command = await startProgram(script, { PORT: 'drei', NODE_ENV: 'production' }, { dataDir });

      expect(await command.ended).toBe(1);
      expect(command.output()).toBe(command.complaint());
      expect(command.complaint()).toMatch(/^The settings need attention:\n {2}- PORT: /);
      expect(command.complaint()).not.toContain('drei');
    },
    180_000,
  );

  it.concurrent.each(COMMANDS)(
    'say in one line that the database is out of reach: %s',
    async (script) => {
      const dataDir = await folders.empty();
      const DATABASE_URL = 'postgresql://user:secret@127.0.0.1:1/db';

      const command = await startProgram(script, { DATABASE_URL }, { dataDir });

      expect(await command.ended).toBe(1);
      expect(command.output()).toBe(
        'The database server cannot be reached (ECONNREFUSED): check DATABASE_URL\n',
      );
    },
    180_000,
  );
});
