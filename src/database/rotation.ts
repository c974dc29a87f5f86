import { sql, type Kysely } from 'kysely';
import { KEY_ID_BYTES, WrongKeyError, type Cipher } from './cipher.ts';
import { contactContext } from './confirmation-row.ts';
import { contactHash } from './contact-hash.ts';
import { keepFormerHashKeys } from './former-hash-keys.ts';
import { createSecretStore, KEY_CHECK, secretContext } from './secret-store.ts';
import { StartError } from './start-error.ts';
import type { Tables } from './tables.ts';

/** What was encrypted anew. */
export interface Rotated {
  statements: number;
  secrets: number;
}

export interface RotationOptions {
  /** Told after each batch: how many statements are done, and how many there were to do. */
  report?: (done: number, of: number) => void;
  /** Ends it between two batches; what is done stays done. */
  signal?: AbortSignal;
  batchSize?: number;
}

const BATCH = 200;

/**
 * Encrypts with the cipher's first key everything that was encrypted with one of its others, and makes the hashes of
 * contacts with it. A batch at a time: whoever is killed leaves a database in which every row is whole under one of the
 * keys, and the next run goes on. Throws StartError when something is under a key that is not among the cipher's.
 */
export async function rotate(
  kysely: Kysely<Tables>,
  cipher: Cipher,
  { report, signal, batchSize = BATCH }: RotationOptions = {},
): Promise<Rotated> {
  const rotated: Rotated = { statements: 0, secrets: 0 };
  await keepFormerHashKeys(createSecretStore(kysely, cipher), cipher);
  rotated.secrets = await rotateSecrets(kysely, cipher);
  const of = await countStatements(kysely, cipher);
  // What another process wrote with an old key while we were on our way is found by one more round.
  for (let found = true; found && !signal?.aborted;) {
    found = false;
    for await (const count of batches(kysely, cipher, batchSize)) {
      found = true;
      rotated.statements += count;
      report?.(rotated.statements, Math.max(of, rotated.statements));
      if (signal?.aborted) break;
    }
  }
  return rotated;
}

/** First of all the check that is made at every start: from then on nobody starts without the new key. */
async function rotateSecrets(kysely: Kysely<Tables>, cipher: Cipher): Promise<number> {
  const { rows } = await sql<{ name: string; value: Buffer }>`
    select name, value from secrets where ${isOld('value', cipher)}
    order by name <> ${KEY_CHECK}, name`.execute(kysely);
  for (const { name, value } of rows) {
    const context = secretContext(name);
    const anew = cipher.encrypt(decryptOrSay(cipher, value, context, `The secret "${name}"`), context);
    // Renewed by the bot meanwhile: then it is encrypted with the new key already, or found by the next run.
    await kysely
      .updateTable('secrets')
      .set({ value: anew })
      .where('name', '=', name)
      .where('value', '=', value)
      .execute();
  }
  return rows.length;
}

async function countStatements(kysely: Kysely<Tables>, cipher: Cipher): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from confirmations where ${isOldContact(cipher)}`.execute(kysely);
  return rows[0]?.count ?? 0;
}

async function* batches(kysely: Kysely<Tables>, cipher: Cipher, batchSize: number): AsyncGenerator<number> {
  let after = '';
  for (;;) {
    const { rows } = await sql<{ id: string; contact: Buffer }>`
      select id, contact from confirmations where id > ${after} and ${isOldContact(cipher)}
      order by id limit ${batchSize}`.execute(kysely);
    if (rows.length === 0) return;
    after = rows.at(-1)?.id ?? after;
    await writeContacts(
      kysely,
      rows.map((row) => encryptAnew(row, cipher)),
    );
    yield rows.length;
  }
}

interface Anew {
  id: string;
  old: Buffer;
  contact: Buffer;
  hash: Buffer;
}

function encryptAnew({ id, contact: old }: { id: string; contact: Buffer }, cipher: Cipher): Anew {
  const context = contactContext(id);
  const text = decryptOrSay(cipher, old, context, `The contact of the statement "${id}"`);
  const { email } = JSON.parse(text) as { email: string };
  return { id, old, contact: cipher.encrypt(text, context), hash: contactHash(email, cipher.hashKeys[0]) };
}

/** What was erased in between stays erased. */
async function writeContacts(kysely: Kysely<Tables>, rows: readonly Anew[]): Promise<void> {
  await sql`
    update confirmations set contact = anew.contact, contact_hash = anew.hash
    from unnest(
      ${rows.map(({ id }) => id)}::text[],
      ${rows.map(({ old }) => old)}::bytea[],
      ${rows.map(({ contact }) => contact)}::bytea[],
      ${rows.map(({ hash }) => hash)}::bytea[]
    ) as anew (id, old, contact, hash)
    where confirmations.id = anew.id and confirmations.contact = anew.old`.execute(kysely);
}

const isOld = (column: 'value' | 'contact', cipher: Cipher) =>
  sql<boolean>`substring(${sql.ref(column)} from 1 for ${sql.lit(KEY_ID_BYTES)}) <> ${cipher.keyId}`;

const isOldContact = (cipher: Cipher) => sql<boolean>`contact is not null and ${isOld('contact', cipher)}`;

function decryptOrSay(cipher: Cipher, encrypted: Buffer, context: string, what: string): string {
  try {
    return cipher.decrypt(encrypted, context);
  } catch (cause) {
    const id = encrypted.subarray(0, KEY_ID_BYTES).toString('hex');
    throw new StartError(
      cause instanceof WrongKeyError
        ? `${what} is encrypted with a key that ENCRYPTION_KEY does not list (id ${id}): add it at the end, after a comma`
        : `${what} is damaged and cannot be decrypted (key ${id})`,
      { cause },
    );
  }
}

/** Connections of processes that would still write with another key than the cipher's first, by what they call themselves. */
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
