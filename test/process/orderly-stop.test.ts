import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { personalChat, teamsClient } from '../support/activities.ts';
import { launchBot, startBotProcess, type BotProcess } from '../support/bot-process.ts';
import { TEST_ENCRYPTION_KEY, testDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { teamsChat, type TeamsChat } from './chat.ts';
import { dataDirs } from './data-dirs.ts';
import { processesOf } from './processes-of.ts';

// Each bot has a database of an administrator's own.
const folders = dataDirs({ endedAfter: 'file' });
const databases = [await testDatabase(), await testDatabase(), await testDatabase(), await testDatabase()];
let chat: TeamsChat;
beforeEach(async () => (chat = await teamsChat()));
afterEach(() => chat.close());

/** Everything has to be gone by then. */
const STOPS_WITHIN_MS = 10_000;

const settingsFor = (place: number) => ({
  DATABASE_URL: databases[place]!.url,
  ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
});

async function query<Row extends object>(place: number, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databases[place]!.url });
  await client.connect();
  const { rows } = await client.query<Row>(sql).finally(() => client.end());
  return rows;
}

const jobStates = async (place: number, name: string) =>
  (await query<{ state: string }>(place, `select state from pgboss.job where name = '${name}'`)).map(
    ({ state }) => state,
  );

/** How a bot ended, and what it left behind here and at the server. */
async function ending(bot: BotProcess, place: number, ...signals: NodeJS.Signals[]) {
  const startedAt = Date.now();
  for (const signal of signals) bot.child.kill(signal);
  const code = await bot.ended;
  const inTime = Date.now() - startedAt < STOPS_WITHIN_MS;
  const left = await processesOf(bot.dataDir);
  const connections = await query(
    place,
    `select application_name from pg_stat_activity
     where datname = current_database() and application_name like 'mca-%'`,
  );
  return { code, inTime, left, connections };
}
const CLEAN_END = { code: 0, inTime: true, left: [], connections: [] };

/** Presses a form of its own in a chat of that name, and waits until the bot is about to show the outcome. */
async function pressUntilEdit(bot: BotProcess, conversationId: string) {
  const form = await chat.openForm(bot, conversationId);
  await bot.send(form.press(form.customerIds[0]!));
  await eventually(() => expect(edits(conversationId)).toBe(1), { withinMs: 20_000 });
  return form;
}
const edits = (conversationId: string) =>
  chat.connector.calls.filter((call) => call.operation === 'edit' && call.conversationId === conversationId)
    .length;

describe('a bot that is told to stop', () => {
  it('finishes the job in hand', async () => {
    const bot = await startBotProcess(settingsFor(0), { dataDir: await folders.empty() });
    await chat.openForm(bot, 'a:warm');
    chat.connector.slowDown(500);
    const form = await pressUntilEdit(bot, 'a:finished');

    const end = await ending(bot, 0, 'SIGTERM');

    expect(end).toEqual(CLEAN_END);
    const [message] = chat.connector.messages('a:finished').filter(({ id }) => id === form.messageId);
    expect(message?.edits).toBe(1);
    expect(await jobStates(0, 'show-outcome')).toEqual(['completed']);
  }, 120_000);

  it('gives a job back that does not end, and another bot takes it at once', async () => {
    const bot = await startBotProcess(settingsFor(1), { dataDir: await folders.empty() });
    chat.connector.fault('a:given-back', 'silence', { times: 1, on: ['edit'] });
    const form = await pressUntilEdit(bot, 'a:given-back');

    const end = await ending(bot, 1, 'SIGTERM');

    expect(end).toEqual(CLEAN_END);
    expect(await jobStates(1, 'show-outcome')).toEqual(['retry']);
    const other = await startBotProcess(settingsFor(1), { dataDir: await folders.empty() });
    expect(await chat.outcomeOf(form)).toMatch(/confirmed/i);
    expect(await ending(other, 1, 'SIGTERM')).toEqual(CLEAN_END);
  }, 120_000);

  it('and told again, and by Ctrl-C, stops once, with the turn in hand answered', async () => {
    const bot = await startBotProcess(settingsFor(2), { dataDir: await folders.empty() });
    const { connector } = chat;
    connector.slowDown(500);
    const place = personalChat('a:twice');
    const turn = bot.send(teamsClient({ serviceUrl: connector.serviceUrl, place }).message('help'));
    await eventually(() => expect(connector.calls.length).toBeGreaterThan(0), { withinMs: 20_000 });

    const end = await ending(bot, 2, 'SIGTERM', 'SIGTERM', 'SIGINT');

    expect((await turn).status).toBe(200);
    expect(connector.messages('a:twice')).toHaveLength(1);
    expect(end).toEqual(CLEAN_END);
    expect(bot.complaint()).toBe('');
    expect(bot.output().match(/Stopping/g)).toHaveLength(1);
  }, 120_000);

  it.each(['Starting', 'preparing the tables', 'loading the answers'])(
    'in the middle of its start, at "%s", gives it up without a complaint',
    async (step) => {
      const bot = await launchBot(settingsFor(3), { dataDir: await folders.empty() });
      await eventually(() => expect(bot.output()).toContain(step), { withinMs: 60_000 });

      bot.child.kill('SIGTERM');

      expect(await bot.ended).toBe(0);
      expect(await processesOf(bot.dataDir)).toEqual([]);
      expect(bot.complaint()).toBe('');
    },
    120_000,
  );
});
