import { randomBytes } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { createCipher } from '../../src/database/encryption/cipher.ts';
import { createSecretStore } from '../../src/database/encryption/secret-store.ts';
import { exportEverything } from '../../src/database/transfer/export-everything.ts';
import { restoreEverything, type ImportOptions } from '../../src/database/transfer/restore-everything.ts';
import { RestoreError } from '../../src/database/transfer/restore-error.ts';
import { silentJobs } from '../support/silent-jobs.ts';
import { testDatabase, TEST_ENCRYPTION_KEY } from '../support/database.ts';
import { allRows, dropChecks, fillTables } from '../support/fill-tables.ts';

const source = (await testDatabase()).database.kysely;
const { database: targetDatabase } = await testDatabase();
const target = targetDatabase.kysely;
const cipher = createCipher(TEST_ENCRYPTION_KEY);
const NOW = new Date('2026-03-10T09:00:00Z');
const sent: unknown[][] = [];
const options: ImportOptions = {
  cipher,
  jobNames: ['show-outcome'],
  senderFor: () => ({ ...silentJobs(), send: async (...job) => void sent.push(job) }),
};

async function exported(pageSize?: number): Promise<string[]> {
  const chunks: string[] = [];
  const how = { jobNames: ['show-outcome'], now: NOW, ...(pageSize && { pageSize }) };
  for await (const chunk of exportEverything(source, how)) chunks.push(chunk);
  return chunks.join('').trimEnd().split('\n');
}

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

const imported = (lines: readonly string[], more: Partial<ImportOptions> = {}) =>
  restoreEverything(target, each(lines), { ...options, ...more });

async function emptyTarget(): Promise<void> {
  const names = Object.keys(await allRows(target));
  await sql`alter table audit disable trigger audit_is_append_only`.execute(target);
  await sql`truncate ${sql.join(names.map((name) => sql.table(name)))} restart identity`.execute(target);
  await sql`alter table audit enable trigger audit_is_append_only`.execute(target);
  await targetDatabase.secrets.write('key-check', 'readable');
  sent.length = 0;
}

const isEmpty = async () => Object.values(await allRows(target)).every((rows) => rows.length === 0);

/** The file with one of its lines changed. */
const changed = (lines: readonly string[], at: number, change: (line: string) => string) =>
  lines.map((line, place) => (place === at ? change(line) : line));

let lines: string[];
beforeAll(async () => {
  await fillTables(source, cipher);
  await dropChecks(target);
  await sql`insert into pgboss.job (name, data, singleton_key, start_after) values
    ('show-outcome', '{"confirmationId":"c1"}', 'c1', ${new Date(NOW.getTime() + 5_000)}),
    ('sync-customers', '{}', 'all', now())`.execute(source);
  lines = await exported();
});
beforeEach(emptyTarget);

describe('everything that was exported', () => {
  it('is there again, in every table and column that the database has', async () => {
    const before = await allRows(source);

    const { tables, rows } = await imported(lines);

    expect(await allRows(target)).toEqual(before);
    expect(Object.keys(before).length).toBeGreaterThan(11);
    expect(Math.min(...Object.values(before).map((each) => each.length))).toBe(2);
    const all = Object.values(before).flat().length;
    expect({ tables, rows }).toEqual({ tables: Object.keys(before).length, rows: all + 1 });
  });

  it('is neither counted nor stamped again by triggers, which work for what comes later', async () => {
    await sql`create function note_vote() returns trigger language plpgsql as $$
      begin
        insert into faq_misses (sealed_question, outcome, language, at) values ('', 'none', 'noted', now());
        return new;
      end $$`.execute(target);
    await sql`create trigger note_vote after insert on faq_feedback for each row execute function note_vote()`.execute(
      target,
    );
    const noted = async () =>
      (await sql`select 1 from faq_misses where language = 'noted'`.execute(target)).rows.length;

    await imported(lines);
    const byImport = await noted();
    await targetDatabase.faq.saveVote({ entryId: 'e', helpful: true, language: 'fr', at: NOW });
    const byVote = await noted();
    await sql`drop function note_vote cascade`.execute(target);

    expect([byImport, byVote]).toEqual([0, 1]);
    await expect(sql`delete from audit`.execute(target)).rejects.toThrow('append-only');
  });

  it('is the same whatever the pages', async () => {
    expect((await exported(1)).slice(1)).toEqual(lines.slice(1));
  });

  it('goes on with the numbers that follow', async () => {
    await imported(lines);

    await targetDatabase.audit.append({
      at: NOW,
      actor: null,
      action: 'settings-saved',
      customerId: null,
      confirmationId: null,
      details: {},
    });

    const { rows } = await sql<{ id: number }>`select id from audit order by id`.execute(target);
    expect(rows[2]!.id).toBe(rows[1]!.id + 1);
  });

  it('has the jobs that were promised and do not come by themselves', async () => {
    const { jobs } = await imported(lines);

    expect(jobs).toBe(1);
    expect(sent).toEqual([['show-outcome', { confirmationId: 'c1' }, { afterMs: 5_000, onceKey: 'c1' }]]);
  });

  it('has no job that waits longer than any pause can be', async () => {
    const at = lines.findIndex((line) => line.includes('"afterMs":5000'));

    await imported(changed(lines, at, (line) => line.replace('5000', '252000000000000')));

    expect(sent.map(([, , options]) => options)).toEqual([{ afterMs: 0, onceKey: 'c1' }]);
  });

  it('is as it was at one moment', async () => {
    const chunks: string[] = [];
    const late = sql`insert into faq_misses (sealed_question, outcome, language, at) values ('', 'none', 'late', now())`;

    for await (const chunk of exportEverything(source, { jobNames: [], now: NOW })) {
      if (chunks.length === 0) await late.execute(source);
      chunks.push(chunk);
    }
    await sql`delete from faq_misses where language = 'late'`.execute(source);

    expect(chunks.join('')).not.toContain('late');
  });

  it('is read from a file of an older version: what that did not have gets its default', async () => {
    const at = lines.findIndex((line) => line.startsWith('{"table":"confirmations"'));
    const older = changed(lines, at, (line) => line.replace('"contact_initials",', ''));

    await imported(older);

    const { rows } = await sql`select distinct contact_initials from confirmations`.execute(target);
    expect(rows).toEqual([{ contact_initials: '' }]);
  });

  it('may name a table that is not known here, as long as nothing is in it', async () => {
    const first = lines.findIndex((line) => line.startsWith('{"table":'));
    const strange = JSON.stringify({ table: 'strange', columns: ['id'], rows: 0 });

    const { tables, rows } = await imported(lines.toSpliced(first, 0, strange));

    const all = await allRows(target);
    expect(all).toEqual(await allRows(source));
    expect([tables, rows]).toEqual([Object.keys(all).length, Object.values(all).flat().length + 1]);
  });

  it('may have a known table with nothing in it, in any of its columns', async () => {
    const at = lines.findIndex((line) => line.startsWith('{"table":"audit"'));
    const section = JSON.parse(lines[at]!) as { table: string; columns: string[]; rows: number };
    const empty = JSON.stringify({ ...section, rows: 0 });
    const without = lines.toSpliced(at, section.rows + 1, empty);

    const { tables } = await imported(without);
    await emptyTarget();
    const strange = without.with(at, JSON.stringify({ ...section, columns: ['strange'], rows: 0 }));

    expect(tables).toBe(Object.keys(await allRows(source)).length);
    await expect(imported(strange)).rejects.toThrow('has "audit.strange", which this version does not know');
  });

  it('under a former key is read with that key beside the new one, and says so', async () => {
    const both = createCipher(`${randomBytes(32).toString('base64')},${TEST_ENCRYPTION_KEY}`);

    expect(await imported(lines)).toMatchObject({ isUnderOtherKey: false });
    await emptyTarget();
    expect(await imported(lines, { cipher: both })).toMatchObject({ isUnderOtherKey: true });
  });
});

describe('a file is refused in one line, and nothing of it stays', () => {
  const row = (text: string) => lines.findIndex((line) => line.startsWith(`{"table":"${text}"`)) + 1;

  it.each<[string, () => string[], RegExp]>([
    ['that is none of ours', () => ['id,name', '1,x'], /no export of this bot, or it is damaged \(line 1\)/],
    ['that is empty', () => [], /no export of this bot/],
    ['that was cut', () => lines.slice(0, -1), /ends too early/],
    ['that was cut in a table', () => lines.slice(0, row('audit') + 1), /ends too early/],
    [
      'with a line that is no JSON',
      () => changed(lines, row('audit'), () => '{"id":'),
      /refused .*\(22P02\)/,
    ],
    [
      'with a value of another type',
      () => changed(lines, row('audit'), () => '{"id":"x"}'),
      /refused .*\(22P02\)/,
    ],
    [
      'with two rows in a line',
      () => changed(lines, row('faq_misses'), (line) => `${line},${line.replace(/"id":\d+/, '"id":99')}`),
      /is damaged/,
    ],
    [
      'with a row twice',
      () => changed(lines, row('faq_misses') + 1, () => lines[row('faq_misses')]!),
      /refused what stands before line \d+ of the file \(23505\)/,
    ],
    [
      'with a table that is not known',
      () => changed(lines, row('audit') - 1, (line) => line.replace('audit', 'strange')),
      /has "strange", which this version does not know/,
    ],
    [
      'with a column that is not known',
      () => changed(lines, row('audit') - 1, (line) => line.replace('"actor_id"', '"strange"')),
      /has "audit.strange", which/,
    ],
    [
      'of a newer version',
      () => changed(lines, 0, (line) => line.replace('"migrations":[', '"migrations":["9999-x",')),
      /newer version of the bot \(it has "9999-x"\)/,
    ],
    [
      'of a newer format',
      () => changed(lines, 0, (line) => line.replace('"version":1', '"version":2')),
      /newer version of the bot \(it has "format 2"\)/,
    ],
    [
      'under an unknown key',
      () => changed(lines, 0, (line) => line.replace('"keyIds":[', '"keyIds":["0badc0de",')),
      /a key that ENCRYPTION_KEY does not list \(id 0badc0de\)/,
    ],
  ])('%s', async (_what, file, said) => {
    const error: unknown = await imported(file()).catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(RestoreError);
    expect(String(error)).toMatch(said);
    expect(String(error)).not.toMatch(/\n|日本/);
    expect(await isEmpty()).toBe(true);
    expect(await targetDatabase.secrets.read('key-check')).toBe('readable');
  });

  it('of another partner, and one of this partner is taken', async () => {
    const partner = { botTenant: 'tenant', partnerCenter: 'api.example/one' };
    await createSecretStore(source, cipher).write('partner', JSON.stringify(partner));
    const marked = await exported();
    await createSecretStore(target, cipher).write('partner', '{}');

    const other = imported(marked, { partner: { ...partner, partnerCenter: 'api.example/two' } });
    await expect(other).rejects.toThrow(/another partner's data \(.*PARTNER_CENTER_TOKEN_URL\)/);
    const rows = await imported(marked, { partner });

    expect(rows.tables).toBeGreaterThan(10);
    expect(await targetDatabase.secrets.read('partner')).toBe(JSON.stringify(partner));
  });

  it('when the database is not empty', async () => {
    await targetDatabase.faq.saveVote({ entryId: 'e', helpful: true, language: 'fr', at: NOW });

    await expect(imported(lines)).rejects.toThrow(
      'The database is not empty (there is something in faq_feedback)',
    );
  });

  it('when it is told to stop', async () => {
    const stopping = new AbortController();

    const importing = imported(lines, { signal: stopping.signal, report: () => stopping.abort() });

    await expect(importing).rejects.toThrow('nothing was restored');
    expect(await isEmpty()).toBe(true);
  });
});
