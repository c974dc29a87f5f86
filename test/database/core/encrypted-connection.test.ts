import { chown, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import pg from 'pg';
import { openDatabase } from '../../../src/database/database.ts';
import { clusterFiles } from '../../../src/local/postgres/cluster.ts';
import { startEmbedded, type EmbeddedOptions } from '../../../src/local/postgres/start-embedded.ts';
import { migrateDatabase } from '../../../src/database/core/migrate.ts';
import { createQueue } from '../../../src/jobs/queue.ts';
import { TEST_ENCRYPTION_KEY } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { selfSigned } from '../../support/self-signed.ts';

/** A server as Azure runs them: it takes encrypted connections, with a certificate for its name. */
let server: Awaited<ReturnType<typeof startEmbedded>>;
let dataDir: string;
let authority: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'mca-tls-'));
  server = await startEmbedded({ dataDir, fast: true } satisfies EmbeddedOptions);
  const { data } = clusterFiles(dataDir);
  const { certificate, key } = selfSigned('localhost');
  authority = join(dataDir, 'authority.pem');
  await writeFile(authority, certificate);
  const { uid, gid } = await stat(data);
  for (const [name, text] of Object.entries({ 'server.crt': certificate, 'server.key': key })) {
    await writeFile(join(data, name), text, { mode: 0o600 });
    await chown(join(data, name), uid, gid);
  }
  await asAdministrator('alter system set ssl = on');
  await asAdministrator('select pg_reload_conf()');
  await eventually(async () => expect(await asAdministrator('show ssl')).toEqual([{ ssl: 'on' }]));
}, 180_000);

afterAll(async () => {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function asAdministrator(confirmation: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const { rows } = await client.query(confirmation).finally(() => client.end());
  return rows as unknown[];
}

function urlWith(parameters: Record<string, string>): string {
  const url = new URL(server.url);
  url.hostname = 'localhost';
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

describe.each(['require', 'verify-full'])('a database address with sslmode=%s', (sslmode) => {
  it('serves tables, stores and queue over encrypted connections', async () => {
    const url = urlWith({ sslmode, sslrootcert: authority });
    await migrateDatabase({ url });
    const queue = createQueue({ url, applicationName: 'tls-queue', onError: () => undefined });
    await queue.start();
    const database = await openDatabase({
      url,
      encryptionKey: TEST_ENCRYPTION_KEY,
      jobSenderFor: (executor) => queue.senderFor(executor),
      applicationName: 'tls-stores',
    });
    await database.jobs.send('resume-overdue', {});

    const { rows } = await sql<{ name: string; encrypted: boolean }>`
      select distinct application_name as name, pg_stat_ssl.ssl as encrypted
      from pg_stat_activity join pg_stat_ssl using (pid) where application_name like 'tls-%'
      order by 1`.execute(database.kysely);

    expect(rows).toEqual([
      { name: 'tls-queue', encrypted: true },
      { name: 'tls-stores', encrypted: true },
    ]);
    await database.close();
    await queue.stop();
  }, 180_000);

  it('refuses a server whose certificate no authority vouches for', async () => {
    await expect(migrateDatabase({ url: urlWith({ sslmode }) })).rejects.toThrow(
      /^The database server cannot be reached \(\w+\): check DATABASE_URL$/,
    );
  });
});
