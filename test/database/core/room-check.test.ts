import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { createRoomCheck } from '../../../src/database/core/room-check.ts';
import { openDatabase } from '../../../src/database/database.ts';
import { silentJobs } from '../../support/silent-jobs.ts';
import { testDatabase, TEST_ENCRYPTION_KEY } from '../../support/database.ts';

const { database, url } = await testDatabase();

/** How often the server was asked to write a file for a moment. */
async function spilled(): Promise<number> {
  // The counts of a transaction appear when its connection has told of them.
  await sql`select pg_stat_force_next_flush()`.execute(database.kysely).catch(() => undefined);
  const { rows } = await sql<{ files: number }>`
    select temp_files as files from pg_stat_database where datname = current_database()`.execute(
    database.kysely,
  );
  return rows[0]!.files;
}

/** A database whose every connection has a setting of its own. */
async function opened(options: string) {
  const address = new URL(url);
  address.searchParams.set('options', options);
  return openDatabase({
    url: address.href,
    encryptionKey: TEST_ENCRYPTION_KEY,
    jobSenderFor: silentJobs,
    applicationName: 'room',
  });
}

describe('whether the database can keep what people do', () => {
  it('is found out by writing for a moment, once in five seconds while there is room', async () => {
    let now = 0;
    const canKeep = createRoomCheck(database.kysely, { now: () => now });
    const before = await spilled();

    const first = await canKeep();
    now = 4_999;
    const second = await canKeep();
    const early = await spilled();
    now = 5_000;
    const third = await canKeep();

    expect([first, second, third]).toEqual([true, true, true]);
    expect(early - before).toBe(1);
    expect((await spilled()) - before).toBe(2);
  });

  it('is no where the server has no room for a megabyte', async () => {
    const limited = await opened('-c temp_file_limit=512kB');

    expect([await limited.canKeep(), await limited.ping()]).toEqual([false, true]);
    await limited.close();
  });

  it('is no where the server only reads', async () => {
    const standby = await opened('-c default_transaction_read_only=on');

    expect([await standby.canKeep(), await standby.ping()]).toEqual([false, true]);
    await standby.close();
  });
});
