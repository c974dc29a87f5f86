import { randomBytes } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { createCipher } from '../../../src/database/encryption/cipher.ts';
import { openDatabase } from '../../../src/database/database.ts';
import { migrateDatabase } from '../../../src/database/core/migrate.ts';
import { MIGRATIONS } from '../../../src/database/migrations/all.ts';
import { rotate } from '../../../src/database/rotation/rotation.ts';
import { StartError } from '../../../src/database/core/start-error.ts';
import { newImport } from '../../support/imports.ts';
import { silentJobs } from '../../support/silent-jobs.ts';
import { allRows } from '../../support/fill-tables.ts';
import { testDatabase, TEST_ENCRYPTION_KEY } from '../../support/database.ts';

const { database, url } = await testDatabase();
const { kysely } = database;
const NOW = new Date('2026-03-10T09:00:00Z');
const PLACE = { conversationId: 'c', threadId: null };
const ID = 'the-id';
const OFFER = { ownerId: 'ada', conversationId: 'a:ada', content: Buffer.from('x') };

/** Writes one of each text that people type, with a word of its own in it. */
async function typed(word: string): Promise<void> {
  const { faq, questions, imports, fileOffers } = database;
  for (let times = 0; times < 3; times += 1) {
    await faq.saveMiss({ question: `question ${word}`, outcome: 'none', language: 'en', at: NOW });
  }
  await faq.saveVote({ entryId: 'e', helpful: false, language: 'en', comment: `comment ${word}`, at: NOW });
  await questions.offer({ id: ID, text: `passed ${word}`, language: 'en', place: PLACE, at: NOW });
  await questions.pass(ID, { asker: { id: 'a', name: 'A' }, expertConversationId: 'x', at: NOW });
  await questions.answer(ID, {
    text: `answer ${word}`,
    by: { id: 'b', name: 'B' },
    activityId: null,
    at: NOW,
  });
  await imports.arrive(newImport({ id: ID, fileName: `file ${word}` }));
  const expiresAt = new Date('2030-01-01T00:00:00Z');
  await fileOffers.offer({ ...OFFER, id: ID, name: `offer ${word}`, expiresAt });
}

it('what people type, and the names of files, stand nowhere in the clear, and are read as before', async () => {
  await typed('pineapple');

  expect(JSON.stringify(await allRows(kysely))).not.toContain('pineapple');
  expect(await database.faq.missesSince(new Date(0))).toEqual([
    { question: 'question pineapple', outcome: 'none', language: 'en', times: 3 },
  ]);
  expect(await database.faq.votesSince(new Date(0))).toMatchObject([{ comments: ['comment pineapple'] }]);
  expect(await database.questions.find(ID)).toMatchObject({
    text: 'passed pineapple',
    answer: { text: 'answer pineapple' },
  });
  expect((await database.imports.find(ID))?.fileName).toBe('file pineapple');
});

it('a changed key comes to them', async () => {
  const fresh = randomBytes(32).toString('base64');
  await rotate(kysely, createCipher(`${fresh},${TEST_ENCRYPTION_KEY}`));

  const other = await openDatabase({
    url,
    encryptionKey: fresh,
    jobSenderFor: silentJobs,
    applicationName: 'other',
  });
  try {
    expect(await other.faq.missesSince(new Date(0))).toMatchObject([{ question: 'question pineapple' }]);
    expect(await other.questions.find(ID)).toMatchObject({ answer: { text: 'answer pineapple' } });
    expect((await other.imports.find(ID))?.fileName).toBe('file pineapple');
    const owner = { ownerId: OFFER.ownerId, conversationId: OFFER.conversationId, at: NOW };
    expect((await other.fileOffers.claim(ID, owner))?.name).toBe('offer pineapple');
  } finally {
    await other.close();
    await rotate(kysely, createCipher(`${TEST_ENCRYPTION_KEY},${fresh}`));
  }
});

it('what stood in the clear is encrypted by the step, with the right key alone', async () => {
  const before = Object.keys(MIGRATIONS).indexOf('0022-encrypted-texts') - 1;
  await sql`drop schema public cascade`.execute(kysely);
  await sql`create schema public`.execute(kysely);
  const migrator = new Migrator({
    db: kysely,
    provider: { getMigrations: async () => MIGRATIONS },
    migrationTableName: 'schema_migrations',
    migrationLockTableName: 'schema_migrations_lock',
  });
  expect((await migrator.migrateTo(Object.keys(MIGRATIONS)[before]!)).error).toBeUndefined();
  await database.secrets.write('key-check', 'readable');
  await sql`insert into faq_misses (question, outcome, language, at)
    select 'plain ' || n, 'none', 'en', now() from generate_series(1, 1200) as n`.execute(kysely);
  await sql`insert into faq_questions (id, question, language, conversation_id, touched_at)
    values ('q', 'plain question', 'en', 'c', now())`.execute(kysely);

  const wrongKey = migrateDatabase({ url, encryptionKey: randomBytes(32).toString('base64') });
  await expect(wrongKey).rejects.toBeInstanceOf(StartError);
  await expect(migrateDatabase({ url })).rejects.toBeInstanceOf(StartError);
  await migrateDatabase({ url, encryptionKey: TEST_ENCRYPTION_KEY });

  expect(JSON.stringify(await allRows(kysely))).not.toContain('plain');
  expect(await database.faq.missesSince(new Date(0))).toHaveLength(1200);
  expect((await database.questions.find('q'))?.text).toBe('plain question');
});
