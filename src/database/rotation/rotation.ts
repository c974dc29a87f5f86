import { sql, type Kysely } from 'kysely';
import { type Cipher } from '../encryption/cipher.ts';
import { ENCRYPTED_COLUMNS, idOf, keyIdOf, type EncryptedColumn } from './encrypted-columns.ts';
import { keepFormerHashKeys } from '../encryption/former-hash-keys.ts';
import { createSecretStore } from '../encryption/secret-store.ts';
import type { Tables } from '../core/tables.ts';
import { encryptAnew, type Old } from './encrypt-anew.ts';

export interface RotationOptions {
  /** Called after each batch with how many values are done, and how many there were to do. */
  report?: (done: number, of: number) => void;
  /** Ends it between two batches; finished batches stay. */
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
  // One more round finds what another process wrote with an old key meanwhile.
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

const isOld = (column: EncryptedColumn, cipher: Cipher) =>
  sql<boolean>`octet_length(${sql.ref(column.column)}) > 0
    and ${keyIdOf(column)} <> ${cipher.keyId.toString('hex')}`;
