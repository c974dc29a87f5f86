import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it } from '@jest/globals';
import { startSandbox } from '../../src/local/sandbox/sandbox.ts';
import { BOT_APP_ID } from '../support/activities.ts';
import { botAuthority } from '../support/authority.ts';
import { startBotProcess, type BotProcess } from '../support/bot-process.ts';
import { TEST_ENCRYPTION_KEY, testDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import type { Reply } from '../support/running-bot.ts';
import { registeredSettings } from '../support/registered-bot.ts';
import { teamsChat } from './chat.ts';
import { dataDirs } from './data-dirs.ts';

const CUSTOMERS = 120;
/** How often a balancer asks each bot whether it is ready. */
const PROBE_EVERY_MS = 200;
const PRESS_EVERY_MS = 250;

const folders = dataDirs({ endedAfter: 'file' });
const data = await testDatabase();
const authority = await botAuthority({ appId: BOT_APP_ID });
const sandbox = await startSandbox({ customers: CUSTOMERS });
const chat = await teamsChat();
afterAll(() => Promise.all([authority.close(), sandbox.stop(), chat.close()]));

const settings = {
  ...registeredSettings(authority, sandbox),
  DATABASE_URL: data.url,
  ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
};
const startReplica = async () => startBotProcess(settings, { dataDir: await folders.empty() });

/** Bots behind a balancer that sends each call to the next one of those whose last probe was good. */
function balanced(bots: BotProcess[]) {
  const { serviceUrl } = chat.connector;
  let ready: BotProcess[] = [];
  let calls = 0;
  const ending = new AbortController();
  const probing = (async () => {
    while (!ending.signal.aborted) {
      const statuses = await Promise.all(bots.map((bot) => bot.statusOf('/readyz')));
      ready = bots.filter((_bot, place) => statuses[place] === 200);
      await pause(PROBE_EVERY_MS);
    }
  })();
  return {
    isReady: (bot: BotProcess) => ready.includes(bot),
    send: async (activity: Record<string, unknown>): Promise<Reply> => {
      const bot = ready[(calls += 1) % ready.length];
      const answer = await fetch(`http://127.0.0.1:${bot?.port}/api/messages`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Authorization: await authority.authorization({ serviceUrl }),
        },
        body: JSON.stringify(activity),
      });
      const text = await answer.text();
      return { status: answer.status, body: text ? (JSON.parse(text) as Reply['body']) : undefined };
    },
    close: async () => {
      ending.abort();
      await probing;
    },
  };
}

it('two replicas are replaced one after the other while people press, and no press is lost or filed twice', async () => {
  const bots = [await startReplica(), await startReplica()];
  const balancer = balanced(bots);
  const pressed: string[] = [];
  let phase = 'before';
  const phases = new Set<string>();
  await eventually(() => expect(bots.every(balancer.isReady)).toBe(true), { withinMs: 20_000 });

  const ending = new AbortController();
  const pressing = (async () => {
    for (let turn = 0; turn < CUSTOMERS && !ending.signal.aborted; turn += 1) {
      const form = await chat.openForm(balancer, `a:update-${turn}`);
      const customer = form.customerIds.find((id) => !pressed.includes(id))!;
      const answer = await chat.press(balancer, form, customer);
      expect(answer).not.toBe('');
      pressed.push(customer);
      phases.add(phase);
      await pause(PRESS_EVERY_MS);
    }
  })();
  for (const [place, old] of [...bots].entries()) {
    phase = `beside ${place}`;
    const replacement = await startReplica();
    bots.push(replacement);
    await eventually(() => expect(balancer.isReady(replacement)).toBe(true), { withinMs: 20_000 });
    phase = `without ${place}`;
    expect(await old.end('SIGTERM')).toBe(0);
    await pause(2 * PRESS_EVERY_MS);
  }
  ending.abort();
  await pressing;

  await eventually(
    () => {
      const filed = sandbox.ledger().map(({ customerId }) => customerId);
      expect(filed.toSorted()).toEqual(pressed.toSorted());
    },
    { withinMs: 60_000 },
  );
  expect([...phases].sort()).toEqual(
    expect.arrayContaining(['beside 0', 'beside 1', 'without 0', 'without 1']),
  );
  await balancer.close();
  expect(await Promise.all(bots.slice(2).map((bot) => bot.end('SIGTERM')))).toEqual([0, 0]);
  expect(bots.map((bot) => bot.complaint())).toEqual(['', '', '', '']);
}, 300_000);
