import { sql, type Kysely } from 'kysely';
import type { RowState } from '../../domain/importing/import.ts';
import type { Cipher } from '../encryption/cipher.ts';
import { contactHash } from '../encryption/contact-hash.ts';
import { allHashKeys } from '../encryption/former-hash-keys.ts';
import { readyRowOf } from './import-row.ts';
import { createSecretStore } from '../encryption/secret-store.ts';
import type { Tables } from '../core/tables.ts';

const PAGE = 500;
/** The states of rows that may hold a person's details: ready, and given up a few days ago. */
const WITH_DETAILS: RowState[] = ['ready', 'dropped'];

/**
 * Gives up the rows of files with this e-mail address that are no confirmation yet, and what they hold of the person. Of a
 * file that was not checked yet the rows are not known: it is noted whom to leave out. In a transaction.
 */
export async function eraseFromImports(
  kysely: Kysely<Tables>,
  cipher: Cipher,
  email: string,
): Promise<{ rows: number; files: number; rowsOf: string[] }> {
  const isPerson = await personWith(kysely, cipher, [contactHash(email, cipher.hashKeys[0])]);
  // Locked against the end of its check, which then either has added the rows already or sees whom to leave out.
  const awaited = await sql<{ import_id: string }>`
    with unchecked as (select id from imports where state = 'arrived' for share)
    insert into import_erasures (import_id, contact_hash)
    select id, ${contactHash(email, cipher.hashKeys[0])} from unchecked
    on conflict (import_id, contact_hash) do update set contact_hash = excluded.contact_hash
    returning import_id`.execute(kysely);
  const dropped = await dropRows(kysely, cipher, isPerson);
  return { rows: dropped.length, files: awaited.rows.length, rowsOf: [...new Set(dropped)] };
}

/** Gives up the rows of people who were erased since a file arrived; called at the end of its check. */
export async function dropAwaited(kysely: Kysely<Tables>, cipher: Cipher, importId: string): Promise<void> {
  const awaited = await kysely
    .deleteFrom('import_erasures')
    .where('import_id', '=', importId)
    .returning('contact_hash')
    .execute();
  if (awaited.length === 0) return;
  const hashes = awaited.map(({ contact_hash }) => contact_hash);
  await dropRows(kysely, cipher, await personWith(kysely, cipher, hashes), importId);
}

/** Builds the test whether a row is about such a person. The hashes may be under a key that was removed since. */
async function personWith(kysely: Kysely<Tables>, cipher: Cipher, hashes: readonly Buffer[]) {
  const keys = await allHashKeys(createSecretStore(kysely, cipher), cipher);
  return (email: string) => keys.some((key) => hashes.some((hash) => hash.equals(contactHash(email, key))));
}

/**
 * Gives up the rows of a person, and returns the import of each. Such rows are few, so they are found by decrypting each.
 */
async function dropRows(
  kysely: Kysely<Tables>,
  cipher: Cipher,
  isPerson: (email: string) => boolean,
  importId?: string,
): Promise<string[]> {
  const dropped: string[] = [];
  let after = { importId: '', number: -1 };
  for (;;) {
    const rows = await kysely
      .selectFrom('import_rows')
      .selectAll()
      .where('state', 'in', WITH_DETAILS)
      .where('details', 'is not', null)
      .$if(importId !== undefined, (query) => query.where('import_id', '=', importId ?? ''))
      .where((is) =>
        is.or([
          is('import_id', '>', after.importId),
          is.and([is('import_id', '=', after.importId), is('number', '>', after.number)]),
        ]),
      )
      .orderBy('import_id')
      .orderBy('number')
      .limit(PAGE)
      .execute();
    for (const row of rows) {
      if (!readyRowOf(row, cipher).some(({ contact }) => isPerson(contact.email))) continue;
      const { numUpdatedRows } = await kysely
        .updateTable('import_rows')
        .set({ state: 'dropped', details: null })
        .where('import_id', '=', row.import_id)
        .where('number', '=', row.number)
        .where('state', 'in', WITH_DETAILS)
        .executeTakeFirst();
      if (numUpdatedRows > 0n) dropped.push(row.import_id);
    }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return dropped;
    after = { importId: last.import_id, number: last.number };
  }
}
