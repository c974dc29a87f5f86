import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { migrateDatabase } from '../../../src/database/core/migrate.ts';
import { MIGRATIONS } from '../../../src/database/migrations/all.ts';
import { StartError } from '../../../src/database/core/start-error.ts';
import { eventually } from '../../support/eventually.ts';
import { TEST_SERVER_VARIABLE, urlOfDatabase } from '../../support/test-server.ts';

const serverUrl = process.env[TEST_SERVER_VARIABLE] ?? '';
const made: string[] = [];
const PATIENT = { withinMs: 20_000 };

async function ask(url: string, confirmation: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(confirmation).finally(() => client.end());
  return rows;
}

async function emptyDatabase(): Promise<string> {
  const name = `empty_${randomBytes(6).toString('hex')}`;
  await ask(serverUrl, `create database ${name} template template0`);
  made.push(name);
  return urlOfDatabase(serverUrl, name);
}

afterAll(async () => {
  for (const name of made) await ask(serverUrl, `drop database ${name} with (force)`);
});

describe('bringing the tables up to date', () => {
  it('is done once when several processes start at the same moment', async () => {
    const url = await emptyDatabase();

    await Promise.all([1, 2, 3, 4].map(() => migrateDatabase({ url })));

    const applied = await ask(url, 'select name from schema_migrations order by name');
    expect(applied).toEqual(Object.keys(MIGRATIONS).map((name) => ({ name })));
  });

  it('that is killed half-way leaves nothing behind, and is done by the next start', async () => {
    const url = await emptyDatabase();
    const inTheWay = new pg.Client({ connectionString: url });
    await inTheWay.connect();
    // The last table of the first migration is being made by someone else, who does not come to an end.
    await inTheWay.query('begin; create table secrets (name text)');

    const killed = migrateDatabase({ url }).catch((error: unknown) => error);
    await eventually(async () => {
      const stopped = await ask(
        url,
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
          and application_name = 'mca-migrate' and wait_event_type = 'Lock' and query like 'create table secrets%'`,
      );
      expect(stopped).toHaveLength(1);
    }, PATIENT);
    const error = await killed;
    await inTheWay.query('rollback');
    await inTheWay.end();
    const left = await ask(url, "select to_regclass('customers') as found");
    await migrateDatabase({ url });

    expect(error).toBeInstanceOf(StartError);
    expect(left).toEqual([{ found: null }]);
    expect(await ask(url, 'select name from schema_migrations')).toHaveLength(Object.keys(MIGRATIONS).length);
  });

  it('leaves a database of a newer version as it is', async () => {
    const url = await emptyDatabase();
    await migrateDatabase({ url });
    await ask(url, `insert into schema_migrations values ('9999-from-the-future', now())`);
    await ask(url, `delete from schema_migrations where name like '0010%'`);

    await expect(migrateDatabase({ url })).rejects.toBeInstanceOf(StartError);

    const names = await ask(url, 'select name from schema_migrations order by name');
    expect(names).toHaveLength(Object.keys(MIGRATIONS).length);
  });

  it('refuses tables of a newer version, naming it', async () => {
    const url = await emptyDatabase();
    await migrateDatabase({ url });
    await ask(url, `insert into schema_migrations values ('9999-from-the-future', now())`);

    const error: unknown = await migrateDatabase({ url }).catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(StartError);
    expect(String(error)).toContain('9999-from-the-future');
  });

  it('says in one line that the server cannot be reached, without the password', async () => {
    const url = 'postgresql://someone:hunter2@127.0.0.1:1/none';

    const error: unknown = await migrateDatabase({ url }).catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(StartError);
    expect(String(error)).toContain('DATABASE_URL');
    expect(String(error)).not.toMatch(/hunter2|\n/);
  });
});
