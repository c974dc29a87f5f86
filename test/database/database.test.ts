import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { openDatabase } from '../../src/database/database.ts';
import { AppError } from '../../src/domain/errors.ts';
import { testDatabase, TEST_ENCRYPTION_KEY } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { fragileLink } from './core/fragile-link.ts';
import { silentJobs } from '../support/silent-jobs.ts';

const { database: sound, sentJobs, url } = await testDatabase();
const link = await fragileLink(url);
const database = await openDatabase({
  url: link.url,
  encryptionKey: TEST_ENCRYPTION_KEY,
  jobSenderFor: silentJobs,
  applicationName: 'fragile',
});
const NOW = new Date('2026-03-10T09:00:00Z');
const vote = (entryId: string) => ({ entryId, helpful: true, language: 'en', at: NOW });
const votes = async () => {
  const { rows } = await sql<{ entry_id: string }>`select entry_id from faq_feedback`.execute(sound.kysely);
  return rows.map(({ entry_id }) => entry_id);
};
const caught = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

afterEach(() => link.mend());
afterAll(async () => {
  await database.close();
  await link.cut();
});

describe('a transaction', () => {
  it('keeps everything done in it, jobs included', async () => {
    const result = await sound.transaction(async (stores) => {
      await stores.faq.saveVote(vote('kept'));
      await stores.jobs.send('file-confirmation', { confirmationId: 'kept' });
      return 'result';
    });

    expect(result).toBe('result');
    expect(await votes()).toContain('kept');
    expect(await sentJobs()).toContainEqual(expect.objectContaining({ payload: { confirmationId: 'kept' } }));
  });

  it('keeps nothing when the work throws, and throws the same', async () => {
    const mistake = new Error('mistake');

    const error = await caught(
      sound.transaction(async (stores) => {
        await stores.faq.saveVote(vote('lost'));
        await stores.jobs.send('file-confirmation', { confirmationId: 'lost' });
        throw mistake;
      }),
    );

    expect(error).toBe(mistake);
    expect(await votes()).not.toContain('lost');
    expect(await sentJobs()).not.toContainEqual(
      expect.objectContaining({ payload: { confirmationId: 'lost' } }),
    );
  });
});

describe('a database that cannot be reached', () => {
  it('says so with one code from stores and transactions alike, and answers again when it is back', async () => {
    await link.cut();

    const fromStore = await caught(database.customers.find('a'));
    const fromTransaction = await caught(database.transaction((stores) => stores.customers.find('a')));
    const pingWhileAway = await database.ping();
    await link.mend();

    expect(fromStore).toBeInstanceOf(AppError);
    expect(fromStore).toMatchObject({ code: 'database-unavailable' });
    expect(fromTransaction).toMatchObject({ code: 'database-unavailable' });
    expect(pingWhileAway).toBe(false);
    expect(await database.ping()).toBe(true);
    expect(await database.customers.find('a')).toBeUndefined();
  });

  it('undoes a transaction that breaks in the middle', async () => {
    const error = await caught(
      database.transaction(async (stores) => {
        await stores.faq.saveVote(vote('half'));
        await link.cut();
        await stores.faq.saveVote(vote('other half'));
      }),
    );
    await link.mend();

    expect(error).toMatchObject({ code: 'database-unavailable' });
    expect(await database.ping()).toBe(true);
    expect(await votes()).not.toContain('half');
  });

  it('says so when the server ends the connection in the middle of a statement', async () => {
    const sleeping = caught(sql`select pg_sleep(60)`.execute(database.kysely));

    await eventually(async () => {
      const { rows } = await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'fragile' and query like '%pg_sleep%' and state = 'active'`.execute(
        sound.kysely,
      );
      expect(rows).toHaveLength(1);
    });

    expect(await sleeping).toMatchObject({ code: 'database-unavailable' });
    expect(await database.ping()).toBe(true);
  });

  it('says so when a statement takes too long', async () => {
    const error = await caught(
      database.kysely.transaction().execute(async (transaction) => {
        await sql`set local statement_timeout = 20`.execute(transaction);
        await sql`select pg_sleep(60)`.execute(transaction);
      }),
    );

    expect(error).toMatchObject({ code: 'database-unavailable' });
  });

  it.each([
    ['there is no room on its disk', `raise disk_full`, 'database-full'],
    ['it only reads', `raise read_only_sql_transaction`, 'database-unavailable'],
  ])('says so when %s, and works again afterwards', async (_why, raise, code) => {
    const error = await caught(
      database.transaction(async (stores) => {
        await stores.faq.saveVote(vote(code));
        await sql.raw(`do $$ begin ${raise}; end $$`).execute(database.kysely);
      }),
    );

    expect(error).toMatchObject({ code });
    expect(await votes()).not.toContain(code);
    expect(await database.ping()).toBe(true);
  });

  it('survives that idle connections are ended', async () => {
    await Promise.all([1, 2, 3].map(() => database.ping()));

    await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'fragile'`.execute(
      sound.kysely,
    );

    await eventually(async () => expect(await database.ping()).toBe(true));
  });

  it('leaves a mistake in a statement what it is', async () => {
    const error = await caught(sql`select nonsense`.execute(database.kysely));

    expect(error).not.toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: '42703' });
  });
});

describe('values', () => {
  it('come back as what the domain works with', async () => {
    const { rows } = await sql`select 9007199254740991::bigint as n, date '2026-03-10' as day,
      timestamptz '2026-03-10T10:00:00+01' as at`.execute(sound.kysely);

    expect(rows).toEqual([{ n: 9_007_199_254_740_991, day: '2026-03-10', at: NOW }]);
  });
});
