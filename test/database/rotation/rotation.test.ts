import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { createCipher } from '../../../src/database/encryption/cipher.ts';
import { openDatabase, type OpenDatabase } from '../../../src/database/database.ts';
import { ENCRYPTED_COLUMNS, PLAIN_BINARY_COLUMNS } from '../../../src/database/rotation/encrypted-columns.ts';
import { nameOfWriter } from '../../../src/database/encryption/encryption-keys.ts';
import { rotate } from '../../../src/database/rotation/rotation.ts';
import { otherWriters } from '../../../src/database/rotation/other-writers.ts';
import { StartError } from '../../../src/database/core/start-error.ts';
import { testDatabase, TEST_ENCRYPTION_KEY } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { newImport, readyRow } from '../../support/imports.ts';
import { newConfirmation } from '../../support/confirmations.ts';
import { silentJobs } from '../../support/silent-jobs.ts';

const { database, url, clear } = await testDatabase();
const { kysely } = database;
const OLD = TEST_ENCRYPTION_KEY;
const NEW = randomBytes(32).toString('base64');
const BOTH = `${NEW},${OLD}`;
const NOW = new Date('2026-03-10T09:00:00Z');
const EMAILS = Array.from({ length: 25 }, (_, n) => `person-${n}@contoso.example`);

const opened = (encryptionKey: string) =>
  openDatabase({
    url,
    encryptionKey,
    jobSenderFor: silentJobs,
    applicationName: 'opened',
  });

async function withDatabase<T>(
  encryptionKey: string,
  work: (database: OpenDatabase) => Promise<T>,
): Promise<T> {
  const other = await opened(encryptionKey);
  return work(other).finally(() => other.close());
}

const emailsReadWith = (encryptionKey: string) =>
  withDatabase(encryptionKey, async ({ confirmations }) => {
    const { rows } = await sql<{ id: string }>`select id from confirmations order by customer_id`.execute(
      kysely,
    );
    const found = await Promise.all(rows.map(({ id }) => confirmations.find(id)));
    return found.map((confirmation) => confirmation?.contact?.email).sort();
  });

beforeEach(async () => {
  await clear();
  await database.secrets.write('key-check', 'readable');
  await database.secrets.write('refresh-token', 'a secret');
  for (const email of EMAILS) {
    await database.customers.saveListed([{ id: email, name: email, domain: 'd.example' }], NOW);
    const contact = { firstName: 'A', lastName: 'B', email, phoneNumber: '' };
    await database.confirmations.record([newConfirmation({ customerId: email, contact })]);
  }
});

describe('changing the key', () => {
  it('makes everything readable with the new key alone', async () => {
    const done: [number, number][] = [];

    const rotated = await rotate(kysely, createCipher(BOTH), {
      batchSize: 10,
      report: (count, of) => done.push([count, of]),
    });

    expect(rotated).toBe(27);
    expect(done).toEqual([
      [2, 27],
      [12, 27],
      [22, 27],
      [27, 27],
    ]);
    expect(await emailsReadWith(NEW)).toEqual([...EMAILS].sort());
    expect(await withDatabase(NEW, ({ secrets }) => secrets.read('refresh-token'))).toBe('a secret');
    await expect(opened(OLD)).rejects.toBeInstanceOf(StartError);
  });

  it('reaches files, their rows and what is offered, however large', async () => {
    const content = randomBytes(300_000);
    const found = newImport({ file: content });
    const empty = newImport({ file: Buffer.alloc(0) });
    for (const each of [found, empty]) await database.imports.arrive(each);
    await database.imports.addRows(found.id, [readyRow(2, 'a@b.example'), readyRow(10, 'c@d.example')]);
    const offer = { id: 'offer', ownerId: 'ada', conversationId: 'a:ada', name: 'result.csv', content };
    await database.fileOffers.offer({ ...offer, expiresAt: new Date('2030-01-01T00:00:00Z') });

    const rotated = await rotate(kysely, createCipher(BOTH));

    expect(rotated).toBe(27 + 4 + 3);
    await withDatabase(NEW, async ({ imports, fileOffers }) => {
      expect(await imports.file(found.id)).toEqual(content);
      expect(await imports.file(empty.id)).toEqual(Buffer.alloc(0));
      expect((await imports.ready(found.id, 9)).map(({ contact }) => contact.email)).toEqual([
        'a@b.example',
        'c@d.example',
      ]);
      const claimed = await fileOffers.claim('offer', { ownerId: 'ada', conversationId: 'a:ada', at: NOW });
      expect(claimed?.content).toEqual(content);
    });
  });

  it.each([1, 10])(
    'ended early, after batches of %i, refuses a start without the old key',
    async (batchSize) => {
      const stopping = new AbortController();
      await rotate(kysely, createCipher(BOTH), {
        batchSize,
        signal: stopping.signal,
        report: (done) => done >= 2 && stopping.abort(),
      });

      const refused = await opened(NEW).catch((error: unknown) => error);

      expect(refused).toBeInstanceOf(StartError);
      expect((refused as StartError).message).toContain(`(id ${createCipher(OLD).keyId.toString('hex')})`);
      expect(await emailsReadWith(BOTH)).toEqual([...EMAILS].sort());
      await rotate(kysely, createCipher(BOTH));
      expect(await emailsReadWith(NEW)).toEqual([...EMAILS].sort());
    },
  );

  it('is not done while a single row of a file is under the old key', async () => {
    const found = newImport({ file: Buffer.alloc(0) });
    await database.imports.arrive(found);
    await rotate(kysely, createCipher(BOTH));
    await database.imports.addRows(found.id, [readyRow(2, 'a@b.example')]);

    await expect(opened(NEW)).rejects.toThrow(/does not list/);
  });

  it('goes on where it was ended, with every row readable in between', async () => {
    const stopping = new AbortController();
    const first = await rotate(kysely, createCipher(BOTH), {
      batchSize: 10,
      signal: stopping.signal,
      report: (done) => done > 2 && stopping.abort(),
    });
    const between = await emailsReadWith(BOTH);

    const second = await rotate(kysely, createCipher(BOTH), { batchSize: 10 });
    const third = await rotate(kysely, createCipher(BOTH), { batchSize: 10 });

    expect([first, second, third]).toEqual([12, 15, 0]);
    expect(between).toEqual([...EMAILS].sort());
    expect(await emailsReadWith(NEW)).toEqual([...EMAILS].sort());
  });

  it('leaves people findable by e-mail: those encrypted, and those of whom initials are left', async () => {
    await sql`update confirmations set state = 'attention', settled_at = now(), outcome = '{}'`.execute(
      kysely,
    );
    await sql`update confirmations set contact = null where customer_id = ${EMAILS[0]}`.execute(kysely);
    await rotate(kysely, createCipher(BOTH));

    const erased = await withDatabase(NEW, ({ contacts }) =>
      Promise.all([EMAILS[0]!, EMAILS[1]!].map((email) => contacts.eraseOf(email, NOW))),
    );

    expect(erased.map((each) => each.erased.map(({ customerId }) => customerId))).toEqual([
      [EMAILS[0]],
      [EMAILS[1]],
    ]);
  });

  it('does not bring back what was erased while it was on its way', async () => {
    let rotating: Promise<unknown> | undefined;
    await kysely.transaction().execute(async (erasing) => {
      await sql`update confirmations set contact = null where customer_id = ${EMAILS[3]}`.execute(erasing);
      rotating = rotate(kysely, createCipher(BOTH));
      await eventually(async () => {
        const { rows } = await sql`select 1 from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`.execute(kysely);
        expect(rows).toHaveLength(1);
      });
    });
    await rotating;

    const { rows } = await sql<{ count: number }>`
      select count(*) as count from confirmations where contact is null`.execute(kysely);
    expect(rows[0]?.count).toBe(1);
  });

  it('says in one line that something is under a key that is not set, by the key’s id', async () => {
    const THIRD = randomBytes(32).toString('base64');
    const id = createCipher(OLD).keyId.toString('hex');

    const error: unknown = await rotate(kysely, createCipher(`${NEW},${THIRD}`)).catch((e: unknown) => e);

    expect(error).toBeInstanceOf(StartError);
    expect(String(error)).toContain(id);
    expect(String(error)).not.toContain('\n');
    for (const key of [OLD, NEW, THIRD]) expect(String(error)).not.toContain(key.slice(0, 8));
  });
});

describe('a process that would still write with another key', () => {
  it('is seen by the name of its connections, and one with the new key is none', async () => {
    const applicationName = (name: string, key: string) => nameOfWriter(name, key);
    const open = (name: string, key: string) =>
      openDatabase({
        url,
        encryptionKey: BOTH,
        jobSenderFor: silentJobs,
        applicationName: applicationName(name, key),
      });
    const databases = await Promise.all([
      open('mca-bot', OLD),
      open('mca-sync', BOTH),
      open('mca-rotate-key', OLD),
    ]);

    const others = await otherWriters(kysely, createCipher(BOTH), 'mca-rotate-key');

    expect(others).toEqual(['mca-bot']);
    for (const each of databases) await each.close();
  });
});

describe('what is encrypted', () => {
  it('is all known to the rotation: a new binary column must say what it holds', async () => {
    const { rows } = await sql<{ column: string }>`
      select table_name || '.' || column_name as column from information_schema.columns
      where table_schema = current_schema() and data_type = 'bytea' order by 1`.execute(kysely);

    const known = [
      ...PLAIN_BINARY_COLUMNS,
      ...ENCRYPTED_COLUMNS.map(({ table, column }) => `${table}.${column}`),
    ];
    expect(rows.map(({ column }) => column)).toEqual(known.sort());
  });
});
