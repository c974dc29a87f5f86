import type { Kysely } from 'kysely';
import type { Cipher } from './cipher.ts';
import { readyRowOf } from './import-row.ts';
import type { Tables } from './tables.ts';

const PAGE = 500;

/**
 * Gives up the rows of files with this e-mail address that are no statement yet, and what they hold of the person. They
 * are few and wait for days at the most, so they are found by reading each.
 */
export async function dropRowsOf(kysely: Kysely<Tables>, cipher: Cipher, email: string): Promise<number> {
  const wanted = email.trim().toLowerCase();
  let dropped = 0;
  let after = { importId: '', number: -1 };
  for (;;) {
    const rows = await kysely
      .selectFrom('import_rows')
      .selectAll()
      .where('state', '=', 'ready')
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
      if (!readyRowOf(row, cipher).some(({ contact }) => contact.email.trim().toLowerCase() === wanted))
        continue;
      const { numUpdatedRows } = await kysely
        .updateTable('import_rows')
        .set({ state: 'dropped', details: null })
        .where('import_id', '=', row.import_id)
        .where('number', '=', row.number)
        .where('state', '=', 'ready')
        .executeTakeFirst();
      dropped += Number(numUpdatedRows);
    }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return dropped;
    after = { importId: last.import_id, number: last.number };
  }
}
