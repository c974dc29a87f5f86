import { sql, type Kysely } from 'kysely';
import { type Cipher } from '../encryption/cipher.ts';
import type { Tables } from '../core/tables.ts';

/**
 * Returns the processes that would still write with another key than the cipher's first, by the names of their connections.
 * `butFor`: how the name of this process's own connections begins.
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
