import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { EmbeddedServer } from '../../../src/local/postgres/join-server.ts';
import { serverAccount } from '../../../src/local/postgres/server-account.ts';
import { startEmbedded } from '../../../src/local/postgres/start-embedded.ts';
import { StartError } from '../../../src/database/core/start-error.ts';
import { eventually } from '../../support/eventually.ts';
import { embeddedChild, type EmbeddedChild } from './embedded-child.ts';

const cleanups: (() => Promise<unknown>)[] = [];
/** One with a database in it, to spare the time of making it. Between tests no server runs on it. */
let usedDataDir = '';

/** Only its owner can enter it: PostgreSQL's account cannot, when the tests run as root. */
async function emptyDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mca-embedded-'));
  cleanups.push(() => rm(dataDir, { recursive: true, force: true }));
  return dataDir;
}

async function start(dataDir: string, report?: (step: string) => void): Promise<EmbeddedServer> {
  const server = await startEmbedded({ dataDir, fast: true, report });
  cleanups.push(() => server.stop());
  return server;
}

function startChild(dataDir: string, then?: 'hold' | 'leave'): EmbeddedChild {
  const child = embeddedChild(dataDir, then);
  cleanups.push(async () => child.process.exitCode ?? child.process.signalCode ?? (await child.kill()));
  return child;
}

async function ask(url: string, confirmation = 'select 1'): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(confirmation).finally(() => client.end());
  return rows;
}

const isGone = (url: string) => expect(ask(url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
const postmasterOf = async (dataDir: string) =>
  Number((await readFile(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0]);
const startErrorOf = async (dataDir: string) => {
  const error: unknown = await start(dataDir).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(StartError);
  return String(error);
};

beforeAll(async () => {
  usedDataDir = await mkdtemp(join(tmpdir(), 'mca-embedded-'));
  await (await startEmbedded({ dataDir: usedDataDir, fast: true })).stop();
});
afterAll(() => rm(usedDataDir, { recursive: true, force: true }));

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

describe('a start', () => {
  it('makes the database once, says so, and finds the data again next time', async () => {
    const dataDir = await emptyDataDir();
    const steps: string[] = [];

    const first = await start(dataDir, (step) => steps.push(step));
    await ask(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    const second = await start(dataDir, (step) => steps.push(step));

    expect(steps.filter((step) => step.includes('creating'))).toHaveLength(1);
    expect(await ask(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  it('lets no program in without the password, and keeps that to its owner', async () => {
    const { url } = await start(usedDataDir);
    const stranger = new URL(url);
    stranger.password = 'guessed';

    await expect(ask(stranger.href)).rejects.toMatchObject({ code: '28P01' });
    expect((await stat(join(usedDataDir, 'postgres/password'))).mode & 0o077).toBe(0);
    expect(
      await ask(
        url,
        `select setting from pg_settings where name in ('listen_addresses', 'unix_socket_directories')
      order by name`,
      ),
    ).toEqual([{ setting: '127.0.0.1' }, { setting: '' }]);
  });

  it('joins a server that another process has running, and leaves it running', async () => {
    const first = await start(usedDataDir);
    const second = await start(usedDataDir);

    await second.stop();
    const afterSecond = await ask(first.url);
    await first.stop();

    expect(second.url).toBe(first.url);
    expect(afterSecond).toHaveLength(1);
    await isGone(first.url);
  });

  it('heals what was left by a start that was killed while it made the database', async () => {
    const dataDir = await emptyDataDir();
    const child = startChild(dataDir);
    await child.said('report creating');
    await child.kill();

    const { url } = await start(dataDir);

    expect(await ask(url)).toHaveLength(1);
    await eventually(async () => expect(await readdir(dataDir)).toEqual(['postgres']));
  });

  it('is not misled by a pid file whose number is another process by now', async () => {
    // Of the server's own account: only then does PostgreSQL itself believe that it is a server.
    const stranger = spawn('sleep', ['60'], await serverAccount(join(usedDataDir, 'postgres/data')));
    cleanups.push(async () => stranger.kill());
    const other = `${stranger.pid}\n/elsewhere\n1\n1\n\n127.0.0.1\n1 1\nready\n`;
    await writeFile(join(usedDataDir, 'postgres/data/postmaster.pid'), other);

    const { url } = await start(usedDataDir);

    expect(await ask(url)).toHaveLength(1);
  });
});

describe('two processes that start at the same moment', () => {
  it.each([
    ['on an empty folder', emptyDataDir],
    ['on a used one', async () => usedDataDir],
  ])('share one server %s', async (_where, folder) => {
    const dataDir = await folder();
    const children = [startChild(dataDir), startChild(dataDir)];

    const urls = await Promise.all(children.map((child) => child.said('url')));

    expect(new Set(urls).size).toBe(1);
    await Promise.all(children.map((child) => child.stop()));
    await isGone(urls[0] ?? '');
    expect(await readdir(dataDir)).toEqual(['postgres']);
  });
});

describe('the server', () => {
  it('outlives a bot that was killed, and is stopped by the next one that stops', async () => {
    const child = startChild(usedDataDir);
    const orphan = await child.said('url');
    await child.kill();

    const next = await start(usedDataDir);
    await next.stop();

    expect(next.url).toBe(orphan);
    await isGone(orphan);
  });

  it('does not hear Ctrl-C in the terminal', async () => {
    const child = startChild(usedDataDir);
    const url = await child.said('url');

    process.kill(-(child.process.pid ?? 0), 'SIGINT');
    const answer = await ask(url, 'select pg_sleep(0.2)');

    expect(answer).toHaveLength(1);
    await child.stop();
  });

  it('does not keep a process alive that has nothing else to do', async () => {
    const child = startChild(usedDataDir, 'leave');
    const url = await child.said('url');

    await eventually(() => expect(child.process.exitCode).toBe(0));

    expect(await ask(url)).toHaveLength(1);
    await (await start(usedDataDir)).stop();
  });

  it('comes back at the same address when it was killed', async () => {
    const steps: string[] = [];
    const { url } = await start(usedDataDir, (step) => steps.push(step));
    await ask(url, 'create table outlived as select 42 as answer');
    const killed = await postmasterOf(usedDataDir);

    process.kill(killed, 'SIGKILL');

    await eventually(async () =>
      expect(await ask(url, 'select answer from outlived')).toEqual([{ answer: 42 }]),
    );
    expect(await postmasterOf(usedDataDir)).not.toBe(killed);
    expect(steps).toContain('the database broke off; bringing it back');
  });

  it('is stopped by the last one even when it died and came back in between', async () => {
    const server = await start(usedDataDir);
    process.kill(await postmasterOf(usedDataDir), 'SIGKILL');
    await eventually(() => isGone(server.url));

    await server.stop();

    await isGone(server.url);
  });
});

describe('a data directory that cannot be used', () => {
  it('is said to be from another major version, with the way to move', async () => {
    const dataDir = await emptyDataDir();
    await mkdir(join(dataDir, 'postgres/data'), { recursive: true });
    await writeFile(join(dataDir, 'postgres/data/PG_VERSION'), '15\n');

    const error = await startErrorOf(dataDir);

    expect(error).toMatch(/DATA_DIR.*15.*18.*npm run export/);
  });

  it('is named when it is no folder', async () => {
    const file = join(await emptyDataDir(), 'file');
    await writeFile(file, '');

    expect(await startErrorOf(file)).toContain('DATA_DIR');
    expect(await startErrorOf(join(file, 'below'))).toContain('DATA_DIR');
  });

  it('is said to hold another password than its database', async () => {
    const file = join(usedDataDir, 'postgres/password');
    const password = await readFile(file);
    cleanups.push(
      () => writeFile(file, password),
      async () => (await start(usedDataDir)).stop(),
    );
    await writeFile(file, 'another');

    const error = await startErrorOf(usedDataDir);

    expect(error).toContain('password');
    await writeFile(file, password);
  });

  it('is not mistaken for a database when something else is in its place', async () => {
    const dataDir = await emptyDataDir();
    await mkdir(join(dataDir, 'postgres'));
    await writeFile(join(dataDir, 'postgres/precious'), 'data');

    expect(await startErrorOf(dataDir)).toContain('DATA_DIR');
    expect(await readdir(join(dataDir, 'postgres'))).toEqual(['precious']);
  });
});
