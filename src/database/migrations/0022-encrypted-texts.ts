import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { WrongKeyError, type Cipher } from '../encryption/cipher.ts';
import { StartError } from '../core/start-error.ts';

/** A text in the clear, the column that takes it encrypted, and what the encryption is bound to. */
interface PlainText {
  table: string;
  plain: string;
  sealed: string;
  context: (id: string) => string;
}

/** Kept here as they were on the day of this step. */
const TEXTS: readonly PlainText[] = [
  { table: 'faq_misses', plain: 'question', sealed: 'sealed_question', context: () => 'faq-miss' },
  { table: 'faq_feedback', plain: 'comment', sealed: 'sealed_comment', context: () => 'faq-comment' },
  {
    table: 'faq_questions',
    plain: 'question',
    sealed: 'sealed_question',
    context: (id) => `faq-question:${id}`,
  },
  { table: 'faq_questions', plain: 'answer', sealed: 'sealed_answer', context: (id) => `faq-answer:${id}` },
  { table: 'imports', plain: 'file_name', sealed: 'sealed_file_name', context: (id) => `import-name:${id}` },
  { table: 'file_offers', plain: 'name', sealed: 'sealed_name', context: (id) => `file-offer-name:${id}` },
];
const BATCH = 500;

/**
 * Encrypts what people typed and the names of files. Another process that still runs the version before finds no column
 * to write them to, so that nothing unencrypted comes among them. Throws StartError when the key is not the database's.
 */
export const encryptedTexts = (cipher: Cipher | undefined): Migration => ({
  async up(db: Kysely<unknown>) {
    for (const { table, sealed } of TEXTS) {
      await sql`alter table ${sql.table(table)} add column ${sql.ref(sealed)} bytea`.execute(db);
    }
    for (const text of TEXTS) await seal(db, cipher, text);
    for (const { table, plain } of TEXTS) {
      await sql`alter table ${sql.table(table)} drop column ${sql.ref(plain)}`.execute(db);
    }
    for (const confirmation of AFTERWARDS) await sql.raw(confirmation).execute(db);
  },
});

async function seal(db: Kysely<unknown>, cipher: Cipher | undefined, text: PlainText): Promise<void> {
  const { table, plain, sealed, context } = text;
  for (;;) {
    const { rows } = await sql<{ id: string; text: string }>`
      select id::text as id, ${sql.ref(plain)} as text from ${sql.table(table)}
      where ${sql.ref(plain)} is not null and ${sql.ref(sealed)} is null limit ${BATCH}`.execute(db);
    if (rows.length === 0) return;
    const ours = await checked(db, cipher);
    const values = rows.map((row) => ours.encrypt(row.text, context(row.id)));
    await sql`update ${sql.table(table)} as t set ${sql.ref(sealed)} = anew.value
      from unnest(${rows.map(({ id }) => id)}::text[], ${values}::bytea[]) as anew (id, value)
      where t.id::text = anew.id`.execute(db);
  }
}

/** The cipher, where it has the key that the database was used with. */
async function checked(db: Kysely<unknown>, cipher: Cipher | undefined): Promise<Cipher> {
  if (!cipher) throw new StartError('ENCRYPTION_KEY is needed to bring this database up to date');
  const { rows } = await sql<{ value: Buffer }>`select value from secrets where name = 'key-check'`.execute(
    db,
  );
  try {
    for (const { value } of rows) cipher.decrypt(value, 'secret:key-check');
  } catch (cause) {
    if (!(cause instanceof WrongKeyError)) throw cause;
    throw new StartError(
      'ENCRYPTION_KEY is not the one this database was used with: set that one again, or add it after a comma',
      { cause },
    );
  }
  return cipher;
}

const AFTERWARDS = [
  `alter table faq_misses alter column sealed_question set not null`,
  `alter table faq_questions alter column sealed_question set not null`,
  `alter table faq_questions
    add check (state not in ('answered', 'delivered') or sealed_answer is not null),
    add check ((sealed_answer is null) = (answered_by_id is null))`,
  `alter table imports alter column sealed_file_name set not null`,
  `alter table file_offers alter column sealed_name set not null`,

  // By which keys something is encrypted, asked at every start.
  `create index faq_misses_by_key on faq_misses (encode(substring(sealed_question from 1 for 4), 'hex'))
    where octet_length(sealed_question) > 0`,
  `create index faq_questions_by_key on faq_questions (encode(substring(sealed_question from 1 for 4), 'hex'))
    where octet_length(sealed_question) > 0`,
];
