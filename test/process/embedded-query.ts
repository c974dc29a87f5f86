import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** Asks the database that runs on a data directory, from outside the bot. */
export async function queryIn<Row extends object>(dataDir: string, sql: string): Promise<Row[]> {
  const password = (await readFile(join(dataDir, 'postgres/password'), 'utf8')).trim();
  const port = (await readFile(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[3];
  const connectionString = `postgresql://bot:${password}@127.0.0.1:${port}/postgres`;
  const client = new pg.Client({ connectionString });
  await client.connect();
  const { rows } = await client.query<Row>(sql).finally(() => client.end());
  return rows;
}

/** What comes by the clock, by name. */
export async function schedulesIn(dataDir: string): Promise<string[]> {
  const rows = await queryIn<{ name: string }>(dataDir, 'select name from pgboss.schedule order by name');
  return rows.map(({ name }) => name);
}

/** The process id of the database's main process. */
export async function postmasterOf(dataDir: string): Promise<number> {
  return Number((await readFile(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0]);
}
