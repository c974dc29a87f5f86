import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { isAlive } from '../../src/local/postgres/process-alive.ts';
import { startEmbedded } from '../../src/local/postgres/start-embedded.ts';
import { migrateDatabase } from '../../src/database/core/migrate.ts';
import { createQueue } from '../../src/jobs/queue.ts';
import { TEMPLATE_DATABASE, TEST_SERVER_VARIABLE, urlOfDatabase } from './test-server.ts';

const PREFIX = 'mca-test-';

/** One PostgreSQL server for the whole run, with a migrated database that each test file gets a copy of. */
export default async function setUp(): Promise<void> {
  await removeLeftovers();
  const dataDir = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const server = await startEmbedded({ dataDir, fast: true });
  await makeTemplate(server.url);
  process.env[TEST_SERVER_VARIABLE] = server.url;
  globalThis.stopTestServer = async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

declare global {
  var stopTestServer: (() => Promise<void>) | undefined;
}

async function makeTemplate(serverUrl: string): Promise<void> {
  await query(serverUrl, `create database ${TEMPLATE_DATABASE}`);
  const url = urlOfDatabase(serverUrl, TEMPLATE_DATABASE);
  await migrateDatabase({ url });
  const queue = createQueue({
    url,
    applicationName: 'test-template',
    sendOnly: true,
    onError: () => undefined,
  });
  await queue.start();
  await queue.stop();
  await query(
    url,
    `create table sent_jobs (id bigint generated always as identity, name text, payload jsonb, options jsonb)`,
  );
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/** A run that was killed leaves its server running: joined and left, it stops. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(name.startsWith(PREFIX) ? name.slice(PREFIX.length).split('-')[0] : NaN);
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    const dataDir = join(tmpdir(), name);
    const server = await startEmbedded({ dataDir, fast: true }).catch(() => undefined);
    await server?.stop();
    // Another user's stays.
    await rm(dataDir, { recursive: true, force: true }).catch(() => undefined);
  }
}
