import { sql, type Kysely } from 'kysely';
import { OPEN_STATES } from '../../domain/confirming/confirmation.ts';
import type { ContactStore, ConfirmationRef } from '../../use-cases/ports/contact-store.ts';
import type { Cipher } from '../encryption/cipher.ts';
import { contactContext } from './confirmation-row.ts';
import { contactHash } from '../encryption/contact-hash.ts';
import { allHashKeys } from '../encryption/former-hash-keys.ts';
import { removeTexts } from '../privacy/remove-texts.ts';
import { createSecretStore } from '../encryption/secret-store.ts';
import type { Tables } from '../core/tables.ts';

const NOTHING_LEFT = { contact: null, contact_initials: '', contact_hash: null, erase_asked_at: null };

export function createContactStore(kysely: Kysely<Tables>, cipher: Cipher): ContactStore {
  const ofPerson = async (email: string) => {
    const keys = await allHashKeys(createSecretStore(kysely, cipher), cipher);
    return keys.map((key) => contactHash(email, key));
  };
  const updated = () =>
    kysely.updateTable('confirmations').returning(['id as confirmationId', 'customer_id as customerId']);

  return {
    addMissingHashes: async (limit) => {
      const rows = await kysely
        .selectFrom('confirmations')
        .select(['id', 'contact'])
        .where('contact', 'is not', null)
        .where('contact_hash', 'is', null)
        .orderBy('id')
        .limit(limit)
        .execute();
      for (const { id, contact } of rows) {
        if (contact === null) continue;
        const { email } = JSON.parse(cipher.decrypt(contact, contactContext(id))) as { email: string };
        await kysely
          .updateTable('confirmations')
          .set({ contact_hash: contactHash(email, cipher.hashKeys[0]) })
          .where('id', '=', id)
          .where('contact', 'is not', null)
          .execute();
      }
      return rows.length;
    },

    eraseOf: async (email, at) => {
      const hashes = await ofPerson(email);
      // Marked first: a confirmation that ends in between is erased by the second step.
      const marked = await updated()
        .set({ erase_asked_at: sql`coalesce(erase_asked_at, ${at}::timestamptz)` })
        .where('contact_hash', 'in', hashes)
        .where('state', 'in', OPEN_STATES)
        .execute();
      const erased = await updated()
        .set(NOTHING_LEFT)
        .where('contact_hash', 'in', hashes)
        .where('state', 'not in', OPEN_STATES)
        .execute();
      return { erased, underWay: marked.filter(isNotAmong(erased)) };
    },

    eraseAsked: async (limit) =>
      updated()
        .set(NOTHING_LEFT)
        .where('id', 'in', (rows) =>
          rows
            .selectFrom('confirmations')
            .select('id')
            .where('erase_asked_at', 'is not', null)
            .where('state', 'not in', OPEN_STATES)
            .limit(limit),
        )
        .execute(),

    eraseOld: async ({ confirmedBefore, otherBefore, limit }) => {
      const erased = await kysely
        .updateTable('confirmations')
        .set({ contact: null })
        .where('id', 'in', (rows) =>
          rows
            .selectFrom('confirmations')
            .select('id')
            .where('contact', 'is not', null)
            .where((is) =>
              is.or([
                is.and([is('state', '=', 'confirmed'), is('settled_at', '<', confirmedBefore)]),
                is.and([is('state', 'in', ['refused', 'attention']), is('settled_at', '<', otherBefore)]),
                is.and([is('state', '=', 'collected'), is('submitted_at', '<', otherBefore)]),
              ]),
            )
            .limit(limit),
        )
        .executeTakeFirst();
      return Number(erased.numUpdatedRows);
    },

    removeTexts: (email) => removeTexts(kysely, cipher, email),
  };
}

const isNotAmong = (others: readonly ConfirmationRef[]) => (ref: ConfirmationRef) =>
  !others.some(({ confirmationId }) => confirmationId === ref.confirmationId);
