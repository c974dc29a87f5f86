import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { startBot, type RunningBot } from '../../bot/bot.ts';
import { loadConfig } from '../../src/config.ts';
import { fragileLink, type FragileLink } from '../database/core/fragile-link.ts';
import { freePort } from '../support/bot-process.ts';
import { testDatabase, TEST_ENCRYPTION_KEY } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { logLines } from '../support/log-lines.ts';

const data = await testDatabase();
const dataDir = await mkdtemp(join(tmpdir(), 'mca-start-'));
let bot: RunningBot | undefined;
let link: FragileLink | undefined;
afterEach(async () => {
  await link?.mend();
  await bot?.stop();
  await link?.cut();
  [bot, link] = [undefined, undefined];
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

/** Begins to start a bot; `onStep` hears each step that it reports. */
async function starting(url: string, onStep: (step: string) => void = () => undefined) {
  const port = await freePort();
  const { log, lines } = logLines();
  const settings = {
    DATABASE_URL: url,
    DATA_DIR: dataDir,
    ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
    PORT: String(port),
    PLAYGROUND: 'off',
  };
  const started = startBot({
    config: loadConfig(settings),
    log,
    applicationName: 'starting-bot',
    report: onStep,
    onTakenOver: () => undefined,
  }).then((running) => (bot = running));
  started.catch(() => undefined);
  const statusOf = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    await answer.arrayBuffer();
    return answer.status;
  };
  return { started, statusOf, lines };
}

const waits = (lines: readonly string[]) =>
  lines.filter((line) => line.includes('The start waits for the database'));

describe('a start', () => {
  it('is not over, and the bot not ready, before its workers run', async () => {
    const holder = new pg.Client({ connectionString: data.url });
    await holder.connect();
    const steps: string[] = [];
    const hold = async () => {
      await holder.query('begin');
      await holder.query('lock table pgboss.schedule in access exclusive mode');
    };
    await hold();

    const { started, statusOf } = await starting(data.url, (step) => void steps.push(step));
    await eventually(async () => expect(await statusOf('/healthz')).toBe(200), { withinMs: 30_000 });
    const before = await statusOf('/readyz');
    await holder.query('rollback');
    await started;

    expect([before, await statusOf('/readyz')]).toEqual([503, 200]);
    await holder.end();
  }, 60_000);

  it.each(['preparing the tables', 'starting the Partner Center sandbox', 'loading the answers and cards'])(
    'waits for a database that hiccups at "%s", says so once, and goes on',
    async (when) => {
      const way = (link = await fragileLink(data.url));
      let isWaiting = false;
      const { started, lines } = await starting(way.url, (step) => {
        if (step === when) void way.cut();
        if (step.startsWith('waiting')) isWaiting = true;
      });
      await eventually(() => expect(isWaiting).toBe(true), { withinMs: 30_000 });

      await way.mend();

      await expect(started).resolves.toBeDefined();
      expect(waits(lines)).toHaveLength(1);
    },
    60_000,
  );
});
