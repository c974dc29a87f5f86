import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { openDatabase } from '../../src/database/database.ts';
import { startEmbedded } from '../../src/local/postgres/start-embedded.ts';
import { migrateDatabase } from '../../src/database/core/migrate.ts';
import { localEncryptionKey } from '../../src/local/local-key.ts';
import { startProgram } from '../support/bot-process.ts';
import { testDatabase, TEST_ENCRYPTION_KEY, type TestDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { newConfirmation } from '../support/confirmations.ts';
import { dataDirs } from './data-dirs.ts';
import { silentJobs } from '../support/silent-jobs.ts';

const folders = dataDirs({ endedAfter: 'file' });
// One for each: nothing is imported into a database that holds anything, and what is in an audit trail stays there.
const [server, halfway, erasing] = [await testDatabase(), await testDatabase(), await testDatabase()];
const NOW = new Date('2026-03-10T09:00:00Z');
const ENCRYPTION_KEY = TEST_ENCRYPTION_KEY;

async function run(script: string, args: string[], dataDir: string, settings: Record<string, string> = {}) {
  const program = await startProgram(`src/cli/${script}.ts`, settings, { dataDir, args });
  const code = await program.ended;
  return { code, output: program.output(), complaint: program.complaint() };
}

/** Works on the embedded database of a folder. */
async function within<T>(dataDir: string, work: (url: string) => Promise<T>): Promise<T> {
  const server = await startEmbedded({ dataDir, fast: true });
  return work(server.url).finally(() => server.stop());
}

const open = (at: string, encryptionKey: string) =>
  openDatabase({
    url: at,
    encryptionKey,
    jobSenderFor: silentJobs,
    applicationName: 'backup-test',
  });

/** Empty, but for what the key is checked by. */
async function emptied({ database, clear }: TestDatabase): Promise<void> {
  await clear();
  await database.secrets.write('key-check', 'readable');
}

describe('everything', () => {
  it('goes from the embedded database to a server and back', async () => {
    await emptied(server);
    const [embedded, elsewhere, back] = [
      await folders.withDatabase(),
      await folders.empty(),
      await folders.withDatabase(),
    ];
    const files = [join(elsewhere, 'there.jsonl.gz'), join(elsewhere, 'back.jsonl')] as const;
    const key = localEncryptionKey(embedded);
    const confirmation = newConfirmation();
    await within(embedded, async (at) => {
      await migrateDatabase({ url: at });
      const local = await open(at, key);
      await local.customers.saveListed([{ id: 'contoso', name: 'Contoso', domain: 'c.example' }], NOW);
      await local.confirmations.record([confirmation]);
      await local.close();
    });

    const keys = { ENCRYPTION_KEY: `${ENCRYPTION_KEY},${key}` };
    const settings = { ...keys, DATABASE_URL: server.url };
    const out = await run('export', ['everything', '--out', files[0]], embedded);
    const into = await run('import-data', [files[0]], elsewhere, settings);
    const opened = await open(server.url, settings.ENCRYPTION_KEY);
    const there = await opened.confirmations.find(confirmation.id).finally(() => opened.close());
    const again = await run('export', ['everything', '--out', files[1]], elsewhere, settings);
    const home = await run('import-data', [files[1]], back, keys);

    expect([out, again]).toEqual(Array(2).fill({ code: 0, output: '', complaint: '' }));
    expect((await stat(files[0])).mode & 0o777).toBe(0o600);
    const [packed, plain] = [gunzipSync(await readFile(files[0])), await readFile(files[1])].map((text) =>
      text
        .toString('utf8')
        .split('\n')
        .slice(1)
        .filter((line) => !line.includes('sent_jobs')),
    );
    expect(plain).toEqual(packed);
    for (const { code, output } of [into, home]) {
      expect(code).toBe(0);
      expect(output).toMatch(/^\d+ rows of \d+ tables imported, 0 jobs taken up again\.\n/);
      expect(output).toContain('npm run rotate-key');
    }
    expect(there).toMatchObject({ state: 'recorded', contact: confirmation.contact });
    const found = await within(back, async (at) => {
      const local = await open(at, key);
      return local.confirmations.find(confirmation.id).finally(() => local.close());
    });
    expect(found).toEqual(there);
  }, 120_000);

  it('is all there or not at all when the import is killed half-way', async () => {
    const { database, url } = halfway;
    await emptied(halfway);
    const dataDir = await folders.empty();
    const file = join(dataDir, 'file.jsonl');
    const settings = { DATABASE_URL: url, ENCRYPTION_KEY };
    await sql`insert into customers (id, name, domain, search_name, search_domain, listed_at)
      select 'c' || n, 'Customer ' || n, 'd.example', 'customer ' || n, 'd', now()
      from generate_series(1, 40000) as n`.execute(database.kysely);
    await run('export', ['everything', '--out', file], dataDir, settings);
    const count = async () => (await database.customers.figures()).total;
    expect(await count()).toBe(40_000);
    await emptied(halfway);

    const killed = await startProgram('src/cli/import-data.ts', settings, { dataDir, args: [file] });
    await eventually(
      async () => {
        const { rows } = await sql`select 1 from pg_stat_activity
          where datname = current_database() and query like '%insert into "customers"%json_populate%'
            and pid <> pg_backend_pid()`.execute(database.kysely);
        expect(rows).toHaveLength(1);
      },
      { withinMs: 60_000 },
    );
    await killed.end('SIGKILL');
    const afterKill = await count();
    const again = await run('import-data', [file], dataDir, settings);

    expect(killed.output()).toBe('');
    expect(afterKill).toBe(0);
    expect(again).toMatchObject({ code: 0, complaint: '' });
    expect(await count()).toBe(40_000);
  }, 120_000);
});

describe('npm run erase', () => {
  const { database, url } = erasing;
  const settings = { DATABASE_URL: url, ENCRYPTION_KEY, LOG_LEVEL: 'trace' };

  it('erases one person, says how much it was, and never repeats the address', async () => {
    await emptied(erasing);
    await database.customers.saveListed([{ id: 'contoso', name: 'Contoso', domain: 'c.example' }], NOW);
    const confirmation = newConfirmation();
    await database.confirmations.record([confirmation]);
    const outcome = { kind: 'attention', reason: 'not-reached' } as const;
    await database.confirmations.settle(confirmation.id, { outcome, held: 0, at: NOW });

    const erased = await run('erase', ['Grace@Contoso.example'], await folders.empty(), settings);

    expect(erased).toEqual({ code: 0, output: '1 confirmations erased\n', complaint: '' });
    expect(await database.confirmations.find(confirmation.id)).toMatchObject({ contact: null });
  }, 180_000);

  it('refuses what is no address in one line, without repeating it', async () => {
    const { code, output } = await run('erase', ['no-address'], await folders.empty(), settings);

    expect(code).toBe(1);
    expect(output).toMatch(/^Say whose details to erase: .*\n$/);
    expect(output).not.toContain('no-address');
  });
});
