import { sql, type Kysely } from 'kysely';
import { KEY_ID_BYTES, WrongKeyError, type Cipher } from '../encryption/cipher.ts';
import { contactHash } from '../encryption/contact-hash.ts';
import { ENCRYPTED_COLUMNS, idOf, keyIdOf, type EncryptedColumn } from './encrypted-columns.ts';
import { decryptFile, encryptFile, LENGTH_BYTES } from '../encryption/file-cipher.ts';
import { keepFormerHashKeys } from '../encryption/former-hash-keys.ts';
import { createSecretStore } from '../encryption/secret-store.ts';
import { StartError } from '../core/start-error.ts';
import type { Tables } from '../core/tables.ts';

export interface RotationOptions {
  /** Told after each batch: how many values are done, and how many there were to do. */
  report?: (done: number, of: number) => void;
  /** Ends it between two batches; what is done stays done. */
  signal?: AbortSignal;
  batchSize?: number;
}

const BATCH = 200;

/**
 * Encrypts with the cipher's first key everything that was encrypted with one of its others, and makes the hashes of
 * e-mail addresses with it; returns how many values it was. A batch at a time: a process that is killed leaves a database in
 * which every value is whole under one of the keys, and the next run goes on. Throws StartError when something is under a
 * key that is not among the cipher's.
 */
export async function rotate(
  kysely: Kysely<Tables>,
  cipher: Cipher,
  { report, signal, batchSize = BATCH }: RotationOptions = {},
): Promise<number> {
  await keepFormerHashKeys(createSecretStore(kysely, cipher), cipher);
  const toDo = await countOld(kysely, cipher);
  let done = 0;
  // What another process wrote with an old key while we were on our way is found by one more round.
  for (let before = -1; done > before && !signal?.aborted;) {
    before = done;
    for (const column of ENCRYPTED_COLUMNS) {
      for await (const count of batches(kysely, cipher, column, batchSize)) {
        done += count;
        report?.(done, Math.max(toDo, done));
        if (signal?.aborted) return done;
      }
    }
  }
  return done;
}

async function countOld(kysely: Kysely<Tables>, cipher: Cipher): Promise<number> {
  let sum = 0;
  for (const column of ENCRYPTED_COLUMNS) {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from ${sql.table(column.table)} where ${isOld(column, cipher)}`.execute(
      kysely,
    );
    sum += rows[0]?.count ?? 0;
  }
  return sum;
}

interface Old {
  id: string;
  value: Buffer;
}

async function* batches(
  kysely: Kysely<Tables>,
  cipher: Cipher,
  column: EncryptedColumn,
  batchSize: number,
): AsyncGenerator<number> {
  const id = idOf(column);
  let after = '';
  for (;;) {
    const { rows } = await sql<Old>`
      select ${id} as id, ${sql.ref(column.column)} as value from ${sql.table(column.table)}
      where ${id} > ${after} and ${isOld(column, cipher)} order by ${id} limit ${batchSize}`.execute(kysely);
    if (rows.length === 0) return;
    after = rows.at(-1)?.id ?? after;
    await encryptAnew(kysely, cipher, column, rows);
    yield rows.length;
  }
}

/** What was erased or replaced in between stays as it is now. */
async function encryptAnew(
  kysely: Kysely<Tables>,
  cipher: Cipher,
  column: EncryptedColumn,
  rows: readonly Old[],
): Promise<void> {
  const values: Buffer[] = [];
  const hashes: (Buffer | null)[] = [];
  for (const row of rows) {
    const content = await decryptOrSay(cipher, column, row);
    const context = column.context(row.id);
    values.push(
      column.isFile
        ? await encryptFile(cipher, content, context)
        : cipher.encrypt(content.toString('utf8'), context),
    );
    hashes.push(column.emailHash ? hashIn(content.toString('utf8'), cipher) : null);
  }
  const { table } = column;
  const own = (name: string) => sql.ref(`${table}.${name}`);
  await sql`
    update ${sql.table(table)} set ${sql.ref(column.column)} = anew.value
      ${column.emailHash ? sql`, ${sql.ref(column.emailHash)} = anew.hash` : sql``}
    from unnest(
      ${rows.map(({ id }) => id)}::text[],
      ${rows.map(({ value }) => value)}::bytea[],
      ${values}::bytea[],
      ${hashes}::bytea[]
    ) as anew (id, old, value, hash)
    where ${idOf(column)} = anew.id and ${own(column.column)} = anew.old`.execute(kysely);
}

function hashIn(contact: string, cipher: Cipher): Buffer {
  const { email } = JSON.parse(contact) as { email: string };
  return contactHash(email, cipher.hashKeys[0]);
}

const isOld = (column: EncryptedColumn, cipher: Cipher) =>
  sql<boolean>`octet_length(${sql.ref(column.column)}) > 0
    and ${keyIdOf(column)} <> ${cipher.keyId.toString('hex')}`;

async function decryptOrSay(
  cipher: Cipher,
  { table, context, isFile }: EncryptedColumn,
  { id, value }: Old,
): Promise<Buffer> {
  try {
    return isFile
      ? await decryptFile(cipher, value, context(id))
      : Buffer.from(cipher.decrypt(value, context(id)));
  } catch (cause) {
    const begin = isFile ? LENGTH_BYTES : 0;
    const keyId = value.subarray(begin, begin + KEY_ID_BYTES).toString('hex');
    const what = `"${id}" in ${table}`;
    throw new StartError(
      cause instanceof WrongKeyError
        ? `${what} is encrypted with a key that ENCRYPTION_KEY does not list (id ${keyId}): add it after a comma`
        : `${what} is damaged and cannot be decrypted (key id ${keyId})`,
      { cause },
    );
  }
}

/**
 * Processes that would still write with another key than the cipher's first, by the name of their connections; `butFor`:
 * the beginning of our own.
 */
export async function otherWriters(
  kysely: Kysely<Tables>,
  cipher: Cipher,
  butFor: string,
): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct application_name as name from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
      and not starts_with(application_name, ${butFor})
      and ((application_name ~ ' key [0-9a-f]{8}$' and right(application_name, 8) <> ${cipher.keyId.toString('hex')})
        or application_name = 'mca-bot')
    order by name`.execute(kysely);
  return rows.map(({ name }) => name.replace(/ key [0-9a-f]{8}$/, ''));
}
