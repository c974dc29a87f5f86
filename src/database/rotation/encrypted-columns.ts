import { sql, type Kysely, type RawBuilder } from 'kysely';
import { KEY_ID_BYTES } from '../encryption/cipher.ts';
import { contactContext } from '../confirming/confirmation-row.ts';
import { LENGTH_BYTES } from '../encryption/file-cipher.ts';
import { offerContext } from '../importing/file-offer-store.ts';
import { fileContext } from '../importing/import-row.ts';
import { secretContext } from '../encryption/secret-store.ts';
import {
  answerContext,
  commentContext,
  fileNameContext,
  missContext,
  noteContext,
  offerNameContext,
  questionContext,
} from '../encryption/text-contexts.ts';
import type { Tables } from '../core/tables.ts';

/** A column with encrypted values; null where there is none (any more). */
export interface EncryptedColumn {
  table: keyof Tables;
  /** The columns that tell its rows apart. */
  key: readonly string[];
  /** What the encryption is bound to; `id`: the key's values, parted by colons. */
  context: (id: string) => string;
  column: string;
  /** A column beside it with the keyed hash of the e-mail address in it. */
  emailHash?: string;
  /** Encrypted in pieces, as files are. */
  isFile?: true;
}

/**
 * Everything that is encrypted at rest, in the order in which a new key comes to it: the secrets first, for one of them
 * is the check of the key at every start.
 */
export const ENCRYPTED_COLUMNS: readonly EncryptedColumn[] = [
  { table: 'secrets', key: ['name'], context: secretContext, column: 'value' },
  {
    table: 'confirmations',
    key: ['id'],
    context: contactContext,
    column: 'contact',
    emailHash: 'contact_hash',
  },
  {
    table: 'import_rows',
    key: ['import_id', 'number'],
    context: (id) => `import:${id}`,
    column: 'details',
  },
  { table: 'imports', key: ['id'], context: fileContext, column: 'file', isFile: true },
  { table: 'file_offers', key: ['id'], context: offerContext, column: 'content', isFile: true },
  { table: 'imports', key: ['id'], context: fileNameContext, column: 'sealed_file_name' },
  { table: 'file_offers', key: ['id'], context: offerNameContext, column: 'sealed_name' },
  { table: 'faq_misses', key: ['id'], context: missContext, column: 'sealed_question' },
  { table: 'faq_feedback', key: ['id'], context: commentContext, column: 'sealed_comment' },
  { table: 'faq_questions', key: ['id'], context: questionContext, column: 'sealed_question' },
  { table: 'faq_questions', key: ['id'], context: answerContext, column: 'sealed_answer' },
  { table: 'customer_notes', key: ['customer_id'], context: noteContext, column: 'sealed_note' },
];

/** Binary columns that hold nothing encrypted. */
export const PLAIN_BINARY_COLUMNS: readonly string[] = [
  'confirmations.contact_hash',
  'import_erasures.contact_hash',
];

/** A row's key as one text. */
export const idOf = ({ table, key }: Pick<EncryptedColumn, 'table' | 'key'>): RawBuilder<string> => {
  const columns = key.map((column) => sql.ref(`${table}.${column}`));
  return columns.length === 1 ? sql`${columns[0]}::text` : sql`concat_ws(':', ${sql.join(columns)})`;
};

/** The id of the key that a value, or a file's first piece, is encrypted with, in hex. Empty for an empty file. */
export const keyIdOf = ({ column, isFile }: Pick<EncryptedColumn, 'column' | 'isFile'>) =>
  sql<string>`encode(substring(${sql.ref(column)} from ${sql.lit(isFile ? 1 + LENGTH_BYTES : 1)}
    for ${sql.lit(KEY_ID_BYTES)}), 'hex')`;

/**
 * Returns the ids of all keys that something is encrypted with. Every start asks, so where a table may be long it steps from
 * one key's id to the next in an index, and never reads all rows.
 */
export async function keyIdsInUse(kysely: Kysely<Tables>): Promise<string[]> {
  const ids = new Set<string>();
  for (const encrypted of ENCRYPTED_COLUMNS) {
    const next = (after: RawBuilder<unknown>) => sql`
      select ${keyIdOf(encrypted)} as id from ${sql.table(encrypted.table)}
      where octet_length(${sql.ref(encrypted.column)}) > 0 ${after} order by 1 limit 1`;
    const { rows } = await sql<{ id: string }>`
      with recursive ids as (
        (${next(sql``)})
        union all
        select (${next(sql`and ${keyIdOf(encrypted)} > ids.id`)}) from ids where ids.id is not null
      )
      select id from ids where id is not null`.execute(kysely);
    for (const { id } of rows) ids.add(id);
  }
  return [...ids].sort();
}
