import { sql, type Kysely } from 'kysely';
import type { Cipher } from '../encryption/cipher.ts';
import { ENCRYPTED_COLUMNS, idOf, type EncryptedColumn } from '../rotation/encrypted-columns.ts';
import { fileNameContext } from '../encryption/text-contexts.ts';
import type { Tables } from '../core/tables.ts';

const PAGE = 500;

/** Tables from which a row with a person's address is removed whole. */
const GO_WHOLE: readonly (keyof Tables)[] = [
  'faq_misses',
  'faq_feedback',
  'faq_questions',
  'file_offers',
  'customer_notes',
];

/**
 * Removes every text that holds an e-mail address: questions, answers and comments, notes about customers, files offered
 * under such a name. An import only loses its file's name. Returns how many texts that were. They are encrypted and kept for
 * ninety days at most, so they are found by decrypting each. Call it in a transaction.
 */
export async function removeTexts(kysely: Kysely<Tables>, cipher: Cipher, email: string): Promise<number> {
  const pattern = addressPattern(email);
  let removed = 0;
  for (const table of GO_WHOLE) {
    const ids = new Set<string>();
    const [{ key } = { key: ['id'] }] = textsOf(table);
    for (const column of textsOf(table))
      for (const id of await holding(kysely, cipher, column, pattern)) ids.add(id);
    if (ids.size === 0) continue;
    const { numAffectedRows = 0n } = await sql`delete from ${sql.table(table)}
      where ${idOf({ table, key })} = any (${[...ids]}::text[])`.execute(kysely);
    removed += Number(numAffectedRows);
  }
  const [fileName] = textsOf('imports');
  for (const id of fileName ? await holding(kysely, cipher, fileName, pattern) : []) {
    const sealed_file_name = cipher.encrypt('', fileNameContext(id));
    await kysely.updateTable('imports').set({ sealed_file_name }).where('id', '=', id).execute();
    removed += 1;
  }
  return removed;
}

const textsOf = (table: keyof Tables) =>
  ENCRYPTED_COLUMNS.filter((column) => column.table === table && !column.isFile);

/** Returns the ids of rows whose text holds the address. */
async function holding(
  kysely: Kysely<Tables>,
  cipher: Cipher,
  column: EncryptedColumn,
  pattern: RegExp,
): Promise<string[]> {
  const found: string[] = [];
  const id = idOf(column);
  for (let after = ''; ;) {
    const { rows } = await sql<{ id: string; value: Buffer }>`
      select ${id} as id, ${sql.ref(column.column)} as value from ${sql.table(column.table)}
      where ${id} > ${after} and ${sql.ref(column.column)} is not null order by ${id} limit ${PAGE}`.execute(
      kysely,
    );
    found.push(
      ...rows
        .filter((row) => holds(pattern, cipher.decrypt(row.value, column.context(row.id))))
        .map((row) => row.id),
    );
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return found;
    after = last.id;
  }
}

/** Whether a text holds the address. A file may be named after one, with its kind after another dot. */
const holds = (pattern: RegExp, text: string): boolean =>
  pattern.test(text) || pattern.test(text.replace(/\.(csv|tsv|txt|xlsx?)$/i, ''));

/** Matches the address by itself: not as the end of a longer name or the beginning of a longer domain. */
function addressPattern(email: string): RegExp {
  const literal = email.trim().replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}._+-])${literal}(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])`, 'iu');
}
