import { sql, type Kysely } from 'kysely';
import { KEY_ID_BYTES, WrongKeyError, type Cipher } from '../encryption/cipher.ts';
import { contactHash } from '../encryption/contact-hash.ts';
import { idOf, type EncryptedColumn } from './encrypted-columns.ts';
import { decryptFile, encryptFile, LENGTH_BYTES } from '../encryption/file-cipher.ts';
import { StartError } from '../core/start-error.ts';
import type { Tables } from '../core/tables.ts';

/** A value as it stands in the database. */
export interface Old {
  id: string;
  value: Buffer;
}

/**
 * Writes values of one column anew under the cipher's first key. Values that were erased or replaced meanwhile stay as they
 * are. Throws StartError where a value is damaged, or under a key that is not among the cipher's.
 */
export async function encryptAnew(
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
