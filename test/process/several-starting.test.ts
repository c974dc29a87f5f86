import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { MIGRATIONS } from '../../src/database/migrations/all.ts';
import { launchBot } from '../support/bot-process.ts';
import { TEST_ENCRYPTION_KEY } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { TEST_SERVER_VARIABLE, urlOfDatabase } from '../support/test-server.ts';
import { dataDirs } from './data-dirs.ts';

const folders = dataDirs({ endedAfter: 'file' });
const serverUrl = process.env[TEST_SERVER_VARIABLE] ?? '';
const name = `several_${randomBytes(6).toString('hex')}`;
afterAll(() => ask(serverUrl, `drop database if exists ${name} with (force)`));

async function ask(url: string, confirmation: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(confirmation).finally(() => client.end());
  return rows;
}

describe('three bots that start at the same moment on one new database', () => {
  it('all come up, and what is made once is there once', async () => {
    await ask(serverUrl, `create database ${name} template template0`);
    const url = urlOfDatabase(serverUrl, name);
    const settings = { DATABASE_URL: url, ENCRYPTION_KEY: TEST_ENCRYPTION_KEY };

    const bots = await Promise.all(
      [1, 2, 3].map(async () => launchBot(settings, { dataDir: await folders.empty() })),
    );

    const ready = () => Promise.all(bots.map((bot) => bot.statusOf('/readyz')));
    await eventually(async () => expect(await ready()).toEqual([200, 200, 200]), { withinMs: 150_000 });
    expect(bots.map((bot) => bot.complaint())).toEqual(['', '', '']);
    const applied = await ask(url, 'select name from schema_migrations order by name');
    expect(applied.map((row) => row.name)).toEqual(Object.keys(MIGRATIONS));
    const schedules = await ask(url, 'select name from pgboss.schedule');
    expect(new Set(schedules.map((row) => row.name)).size).toBe(schedules.length);
    const checks = await ask(url, "select name from secrets where name = 'key-check'");
    expect(checks).toHaveLength(1);
    expect(await Promise.all(bots.map((bot) => bot.end('SIGTERM')))).toEqual([0, 0, 0]);
  }, 200_000);
});
