import { describe, expect, it } from '@jest/globals';
import { startBotProcess } from '../support/bot-process.ts';
import { TEST_ENCRYPTION_KEY } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { skewedClock } from '../support/skewed-clock.ts';
import { filedCustomers, teamsChat } from './chat.ts';
import { dataDirs } from './data-dirs.ts';
import { ownServer } from './own-server.ts';

const folders = dataDirs({ endedAfter: 'file' });
const MINUTES = 60_000;

describe('two bots whose clocks are ten minutes apart', () => {
  it('file what is pressed at either within seconds, whichever of them takes it', async () => {
    const chat = await teamsChat();
    const server = await ownServer(await folders.withDatabase());
    const dataDir = await folders.empty();
    const settings = { DATABASE_URL: server.url, ENCRYPTION_KEY: TEST_ENCRYPTION_KEY };
    const slow = await startBotProcess({ ...settings, NODE_OPTIONS: skewedClock(-5 * MINUTES) }, { dataDir });
    const fast = await startBotProcess({ ...settings, NODE_OPTIONS: skewedClock(5 * MINUTES) }, { dataDir });
    const pressed: string[] = [];

    for (let turn = 0; turn < 8; turn += 1) {
      const bot = turn % 4 === 0 ? slow : fast;
      const form = await chat.openForm(bot, `a:turn-${turn}`);
      const customer = form.customerIds.find((id) => !pressed.includes(id))!;
      await chat.press(bot, form, customer);
      pressed.push(customer);
    }

    await eventually(async () => expect((await filedCustomers(slow)).sort()).toEqual(pressed.toSorted()), {
      withinMs: 40_000,
    });
    expect([await fast.end('SIGTERM'), await slow.end('SIGTERM')]).toEqual([0, 0]);
    await server.stop();
    await chat.close();
  }, 180_000);
});
