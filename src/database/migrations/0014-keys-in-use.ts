import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const keysInUse: Migration = {
  async up(db: Kysely<unknown>) {
    for (const confirmation of CONFIRMATIONS) await sql.raw(confirmation).execute(db);
  },
};

const CONFIRMATIONS = [
  // By which keys something is encrypted, asked at every start. The other tables with something encrypted stay short.
  `create index confirmations_by_key on confirmations (encode(substring(contact from 1 for 4), 'hex'))
    where octet_length(contact) > 0`,
  `create index import_rows_by_key on import_rows (encode(substring(details from 1 for 4), 'hex'))
    where octet_length(details) > 0`,
];
