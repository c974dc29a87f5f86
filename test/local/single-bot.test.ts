import { afterAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { holdSingleBot } from '../../src/local/single-bot.ts';
import { StartError } from '../../src/database/core/start-error.ts';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { fragileLink } from '../database/core/fragile-link.ts';

const { database, url } = await testDatabase();
const link = await fragileLink(url);
afterAll(() => link.cut());
const never = () => {
  throw new Error('no bot took over');
};
const holders = async () => {
  const { rows } = await sql`select pid from pg_locks where locktype = 'advisory' and granted
    and database = (select oid from pg_database where datname = current_database())`.execute(database.kysely);
  return rows.length;
};

describe('the single bot of an embedded database', () => {
  it('is the first one; a second is told clearly', async () => {
    const first = await holdSingleBot({ url, onTakenOver: never });

    const error: unknown = await holdSingleBot({ url, onTakenOver: never }).catch(
      (caught: unknown) => caught,
    );

    expect(error).toBeInstanceOf(StartError);
    expect(String(error)).toContain('Another bot');
    await first.release();
  });

  it('makes room when it leaves', async () => {
    const first = await holdSingleBot({ url, onTakenOver: never });
    await first.release();

    const second = await holdSingleBot({ url, onTakenOver: never });

    expect(await holders()).toBe(1);
    await second.release();
  });

  it('waits a moment for one that is just going', async () => {
    const first = await holdSingleBot({ url, onTakenOver: never });
    const starting = holdSingleBot({ url, onTakenOver: never });

    await first.release();

    await (await starting).release();
    await eventually(async () => expect(await holders()).toBe(0));
  });

  it('takes its place again after the server was away', async () => {
    const bot = await holdSingleBot({ url: link.url, onTakenOver: never });

    await link.cut();
    await eventually(async () => expect(await holders()).toBe(0));
    await link.mend();

    await eventually(async () => expect(await holders()).toBe(1));
    await bot.release();
  });

  it('hears when another bot was faster after the server was away', async () => {
    let takenOver = 0;
    const bot = await holdSingleBot({ url: link.url, onTakenOver: () => (takenOver += 1) });
    await link.cut();
    const other = await holdSingleBot({ url, onTakenOver: never });

    await link.mend();

    await eventually(() => expect(takenOver).toBe(1));
    await bot.release();
    await other.release();
  });
});
