import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, describe, expect, it } from '@jest/globals';
import { personalChat, teamsClient } from '../support/activities.ts';
import { launchBot, startBotProcess, type BotProcess } from '../support/bot-process.ts';
import { connectorStandIn } from '../support/connector-stand-in.ts';
import { eventually } from '../support/eventually.ts';
import { dataDirs } from './data-dirs.ts';
import { processesOf } from './processes-of.ts';

// They start processes that share nothing: several run at the same time.
const folders = dataDirs({ endedAfter: 'file' });
const connector = await connectorStandIn();
afterAll(() => connector.close());

/** Everything has to be gone by then. */
const STOPS_WITHIN_MS = 10_000;

/** Sends a signal, waits for the end, and says how it ended, after how long, and what is left of it. */
async function ending(bot: BotProcess, signal: () => void) {
  const startedAt = Date.now();
  signal();
  const code = await bot.ended;
  const left = await processesOf(bot.dataDir);
  return { code, left, inTime: Date.now() - startedAt < STOPS_WITHIN_MS };
}
/** Waits until the bot has said something in a conversation. */
const called = (conversationId: string) =>
  eventually(() => expect(connector.calls.map((call) => call.conversationId)).toContain(conversationId), {
    withinMs: 20_000,
  });
/** As a terminal does: everything that was started there gets the signal. */
const interruptGroup = ({ child }: BotProcess) => process.kill(-(child.pid ?? 0), 'SIGINT');
const CLEAN_END = { code: 0, left: [], inTime: true };

describe('a bot', () => {
  it.concurrent(
    'started on an empty folder says what it does and what to type, and ends with Ctrl-C',
    async () => {
      const options = { dataDir: await folders.empty(), ownGroup: true };
      const bot = await startBotProcess({ PLAYGROUND: 'on' }, options);

      expect(bot.output()).toMatch(/… creating the database/);
      expect(bot.output()).toMatch(/… starting the Partner Center sandbox/);
      expect(bot.output()).toMatch(/Open http:\/\/localhost:\d+ and type/);
      expect(bot.output()).toMatch(/confirm contoso\s+confirmer contoso/);
      expect(bot.output()).toMatch(
        /what happens if I do nothing\?\s+que se passe-t-il si je ne fais rien \?/,
      );
      expect(await bot.statusOf('/readyz')).toBe(200);
      const commands = (await processesOf(bot.dataDir)).map(({ command }) => command).join('\n');
      expect(commands).toMatch(/bot\/start\.cjs/);
      expect(commands).toMatch(/postgres/);
      expect(commands).toMatch(/playground/);

      expect(await ending(bot, () => interruptGroup(bot))).toEqual(CLEAN_END);
      expect(bot.complaint()).toBe('');
    },
    180_000,
  );

  it.concurrent(
    'ends with Ctrl-C in the middle of its first start, too',
    async () => {
      const bot = await launchBot({}, { dataDir: await folders.empty(), ownGroup: true });
      await eventually(() => expect(bot.output()).toContain('creating the database'), { withinMs: 20_000 });

      const end = await ending(bot, () => interruptGroup(bot));

      expect(end).toEqual(CLEAN_END);
      expect(bot.complaint()).toBe('');
    },
    180_000,
  );

  it.concurrent(
    'told to stop finishes the turn in hand, even when the reader of what it prints is gone',
    async () => {
      const bot = await startBotProcess({ PLAYGROUND: 'on' }, { dataDir: await folders.withDatabase() });
      const client = teamsClient({ serviceUrl: connector.serviceUrl, place: personalChat('a:in-hand') });
      bot.child.stdout?.destroy();
      bot.child.stderr?.destroy();
      connector.slowDown(500);
      const turn = bot.send(client.message('help'));
      await called('a:in-hand');

      const end = await ending(bot, () => bot.child.kill('SIGTERM'));

      expect((await turn).status).toBe(200);
      expect(connector.messages('a:in-hand')).toHaveLength(1);
      expect(end).toEqual(CLEAN_END);
    },
    180_000,
  );

  it.concurrent(
    'told to stop hangs up on who is silent: a caller, a Teams that never answers',
    async () => {
      const bot = await startBotProcess({}, { dataDir: await folders.withDatabase() });
      const caller = connect(bot.port, '127.0.0.1');
      await once(caller, 'connect');
      caller.write('POST /api/messages HTTP/1.1\r\nHost: half-said');
      connector.fault('a:silence', 'silence', { times: Infinity });
      const client = teamsClient({ serviceUrl: connector.serviceUrl, place: personalChat('a:silence') });
      const turn = bot.send(client.message('help')).catch(() => 'hung up');
      await called('a:silence');

      const end = await ending(bot, () => bot.child.kill('SIGTERM'));

      expect(end).toEqual(CLEAN_END);
      expect(await turn).toBe('hung up');
      caller.destroy();
    },
    180_000,
  );
});
