import type { Kysely } from 'kysely';
import type { Cipher } from './cipher.ts';
import type { Tables } from '../core/tables.ts';

/** Secrets that change while the bot runs, such as a refresh token that Microsoft renews. Encrypted at rest. */
export interface SecretStore {
  /** Null when nothing was written under the name. */
  read(name: string): Promise<string | null>;
  write(name: string, value: string): Promise<void>;
  /** Writes only where nothing was written before. */
  writeFirst(name: string, value: string): Promise<void>;
}

/** The secret that says at every start whether the key is the right one. */
export const KEY_CHECK = 'key-check';
/** Whose data the database holds. */
export const PARTNER_MARK = 'partner';

export function createSecretStore(kysely: Kysely<Tables>, cipher: Cipher): SecretStore {
  return {
    read: async (name) => {
      const row = await kysely
        .selectFrom('secrets')
        .select('value')
        .where('name', '=', name)
        .executeTakeFirst();
      return row ? cipher.decrypt(row.value, secretContext(name)) : null;
    },
    write: async (name, text) => {
      const value = cipher.encrypt(text, secretContext(name));
      await kysely
        .insertInto('secrets')
        .values({ name, value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute();
    },
    writeFirst: async (name, text) => {
      const value = cipher.encrypt(text, secretContext(name));
      await kysely
        .insertInto('secrets')
        .values({ name, value })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
  };
}

export const secretContext = (name: string) => `secret:${name}`;
