import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { startBotProcess } from '../support/bot-process.ts';
import { TEST_ENCRYPTION_KEY } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { filedCustomers, teamsChat, type OpenForm } from './chat.ts';
import { dataDirs } from './data-dirs.ts';
import { postmasterOf } from './embedded-query.ts';
import { ownServer } from './own-server.ts';
import { processesOf } from './processes-of.ts';

// These wait a lot and work little: they run at the same time, and what is left of them goes at the end of the file.
const folders = dataDirs({ endedAfter: 'file' });

const TRY_AGAIN = { en: /try again in a moment/, fr: /Réessayez dans un instant/ };

/** Presses, and how long after their answer the bot is killed; the last is not answered by then. */
const PRESSES = [
  { answeredBeforeMs: 500 },
  { answeredBeforeMs: 50 },
  { answeredBeforeMs: 0 },
  { answeredBeforeMs: null },
];

describe('what was acknowledged', () => {
  it.concurrent(
    'is found again by a bot that was killed, with its running database, and filed exactly once',
    async () => {
      const chat = await teamsChat();
      const dataDir = await folders.withDatabase();
      let bot = await startBotProcess({}, { dataDir });
      const postmaster = await postmasterOf(dataDir);
      const pressed: { form: OpenForm; customerId: string; isAnswered: boolean }[] = [];
      for (const place of PRESSES.keys()) {
        const form = await chat.openForm(bot, `a:killed-${place}`);
        pressed.push({ form, customerId: form.customerIds[place]!, isAnswered: false });
      }

      for (const [place, { answeredBeforeMs }] of PRESSES.entries()) {
        const { form, customerId } = pressed[place]!;
        const answer = bot.send(form.press(customerId)).catch(() => undefined);
        if (answeredBeforeMs === null) continue;
        expect(await answer).toMatchObject({ body: { statusCode: 200 } });
        pressed[place]!.isAnswered = true;
        await pause(answeredBeforeMs - (PRESSES[place + 1]?.answeredBeforeMs ?? 0));
      }
      expect(await bot.end('SIGKILL')).toBeNull();
      bot = await startBotProcess({}, { dataDir });
      // Who was not told that it is recorded presses again.
      for (const { form, customerId, isAnswered } of pressed) {
        if (!isAnswered) await bot.send(form.press(customerId));
      }

      expect(await postmasterOf(dataDir)).toBe(postmaster);
      for (const { form } of pressed) expect(await chat.outcomeOf(form)).toMatch(/confirmed/i);
      expect((await filedCustomers(bot)).sort()).toEqual(pressed.map(({ customerId }) => customerId).sort());
      expect(await bot.end('SIGTERM')).toBe(0);
      expect(await processesOf(dataDir)).toEqual([]);
      await chat.close();
    },
    360_000,
  );

  it.concurrent(
    'outlasts a database server that goes away: the bot answers questions, asks for patience, then goes on',
    async () => {
      const chat = await teamsChat();
      const server = await ownServer(await folders.withDatabase());
      const settings = { DATABASE_URL: server.url, ENCRYPTION_KEY: TEST_ENCRYPTION_KEY };
      const bot = await startBotProcess(settings, { dataDir: await folders.empty() });
      const form = await chat.openForm(bot, 'a:acknowledged');
      const [first, second] = form.customerIds;
      expect(await bot.send(form.press(first!))).toMatchObject({ body: { statusCode: 200 } });

      await server.stop();

      expect(await chat.say(bot, 'what happens if I do nothing?', 'en-US')).toContain('7 November 2018');
      expect(await chat.say(bot, 'Et si je ne fais rien ?', 'fr-FR')).toContain('7 novembre 2018');
      expect(await chat.say(bot, 'status', 'en-US')).toMatch(TRY_AGAIN.en);
      expect(await chat.say(bot, 'statut', 'fr-FR')).toMatch(TRY_AGAIN.fr);
      expect(await chat.press(bot, form, second!)).toMatch(TRY_AGAIN.en);
      // A good answer of the database is believed for a second.
      await eventually(async () => expect(await bot.statusOf('/readyz')).toBe(503));
      expect(await bot.statusOf('/healthz')).toBe(200);

      await server.start();

      await eventually(async () => expect(await bot.statusOf('/readyz')).toBe(200), { withinMs: 20_000 });
      expect(await chat.say(bot, 'status', 'en-US')).not.toMatch(TRY_AGAIN.en);
      expect(await chat.outcomeOf(form)).toMatch(/confirmed/i);
      expect(await filedCustomers(bot)).toEqual([first]);
      expect(await bot.end('SIGTERM')).toBe(0);
      expect(await processesOf(bot.dataDir)).toEqual([]);
      await server.stop();
      await chat.close();
    },
    360_000,
  );

  it.concurrent(
    'outlasts an embedded database that is killed: the bot brings it back',
    async () => {
      const chat = await teamsChat();
      const bot = await startBotProcess({}, { dataDir: await folders.withDatabase() });
      const form = await chat.openForm(bot, 'a:embedded');
      const [customerId] = form.customerIds;
      const killed = await postmasterOf(bot.dataDir);
      expect(await bot.send(form.press(customerId!))).toMatchObject({ body: { statusCode: 200 } });

      process.kill(killed, 'SIGKILL');
      await eventually(async () => expect(await postmasterOf(bot.dataDir)).not.toBe(killed), {
        withinMs: 20_000,
      });

      const isBack = async () => expect(await chat.say(bot, 'status', 'en-US')).not.toMatch(TRY_AGAIN.en);
      await eventually(isBack, { withinMs: 20_000 });
      await eventually(async () => expect(await bot.statusOf('/readyz')).toBe(200));
      expect(await chat.outcomeOf(form)).toMatch(/confirmed/i);
      expect(await filedCustomers(bot)).toEqual([customerId]);
      expect(bot.output()).toContain('bringing it back');
      expect(await bot.end('SIGTERM')).toBe(0);
      expect(await processesOf(bot.dataDir)).toEqual([]);
      await chat.close();
    },
    360_000,
  );
});
