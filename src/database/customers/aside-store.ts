import { sql, type Kysely } from 'kysely';
import type { AsideStore } from '../../use-cases/ports/aside-store.ts';
import { storableText } from '../core/storable-text.ts';
import type { Tables } from '../core/tables.ts';
import type { Cipher } from '../encryption/cipher.ts';
import { noteContext } from '../encryption/text-contexts.ts';
import { NOT_PAUSED } from './customer-row.ts';

/** Notes about customers and pauses of reminders. Notes are encrypted, for they are often about people. */
export function createAsideStore(kysely: Kysely<Tables>, cipher: Cipher): AsideStore {
  return {
    notes: async (customerIds) => {
      if (customerIds.length === 0) return new Map();
      const rows = await kysely
        .selectFrom('customer_notes')
        .selectAll()
        .where('customer_id', '=', sql<string>`any(${customerIds.map(storableText)}::text[])`)
        .execute();
      return new Map(
        rows.map((row) => [
          row.customer_id,
          {
            text: cipher.decrypt(row.sealed_note, noteContext(row.customer_id)),
            by: { id: row.noted_by_id, name: row.noted_by_name },
            at: row.noted_at,
          },
        ]),
      );
    },

    note: async (customerId, note) => {
      if (!note) {
        await kysely.deleteFrom('customer_notes').where('customer_id', '=', customerId).execute();
        return;
      }
      const row = {
        sealed_note: cipher.encrypt(storableText(note.text), noteContext(customerId)),
        noted_at: note.at,
        noted_by_id: note.by.id,
        noted_by_name: note.by.name,
      };
      await kysely
        .insertInto('customer_notes')
        .values({ customer_id: customerId, ...row })
        .onConflict((conflict) => conflict.column('customer_id').doUpdateSet(row))
        .execute();
    },

    forgetNotes: async (before) => {
      const { numDeletedRows } = await kysely
        .deleteFrom('customer_notes')
        .using('customers')
        .whereRef('customers.id', '=', 'customer_id')
        .where('noted_at', '<', before)
        .where((is) =>
          is.or([is('left_at', 'is not', null), is('agreement_state', 'in', ['confirmed', 'exempt'])]),
        )
        .executeTakeFirst();
      return Number(numDeletedRows);
    },

    pause: async (customerId, pause) => {
      const paused = pause && {
        pause_ends_on: pause.until,
        pause_ends_at: pause.endsAt,
        paused_by_id: pause.by.id,
        paused_by_name: pause.by.name,
      };
      const { numUpdatedRows } = await kysely
        .updateTable('customers')
        .set(paused ?? NOT_PAUSED)
        .where('id', '=', customerId)
        .where('left_at', 'is', null)
        .where('agreement_state', 'in', ['unknown', 'unconfirmed'])
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    endPauses: async (at, limit) => {
      const ended = kysely
        .selectFrom('customers')
        .select('id')
        .where('pause_ends_at', '<=', at)
        .orderBy('pause_ends_at')
        .limit(limit)
        .forUpdate()
        .skipLocked();
      const rows = await kysely
        .updateTable('customers')
        .set(NOT_PAUSED)
        .where('id', 'in', ended)
        .returning('id')
        .execute();
      return rows.map(({ id }) => id);
    },
  };
}
