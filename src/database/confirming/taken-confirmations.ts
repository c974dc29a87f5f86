import { sql, type Kysely } from 'kysely';
import { OPEN_STATES } from '../../domain/confirming/confirmation.ts';
import { initialsOf, sameContact } from '../../domain/confirming/contact.ts';
import type { ConfirmationStore } from '../../use-cases/ports/confirmation-store.ts';
import type { Cipher } from '../encryption/cipher.ts';
import { confirmationOf } from './confirmation-row.ts';
import type { Tables } from '../core/tables.ts';

/** Whether Partner Center took it from the bot. What was `found` there came by another route. */
const WAS_TAKEN = sql<boolean>`state = 'confirmed' and outcome ->> 'how' in ('sent', 'read-back')`;

/** What the bot itself has filed, and Partner Center has taken. */
export function createTakenConfirmations(
  kysely: Kysely<Tables>,
  cipher: Cipher,
): Pick<ConfirmationStore, 'latestTaken' | 'countTakenLike' | 'takesOfOthers'> {
  return {
    latestTaken: async (customerId, type, since) => {
      const row = await kysely
        .selectFrom('confirmations')
        .select(['accepted_on', 'submitted_by_id', 'submitted_by_name', 'settled_at'])
        .where('customer_id', '=', customerId)
        .where('agreement_type', '=', type)
        .where(WAS_TAKEN)
        .where('settled_at', '>', since)
        .orderBy('settled_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (!row?.settled_at) return undefined;
      const by = { id: row.submitted_by_id, name: row.submitted_by_name };
      return { acceptedOn: row.accepted_on, by, at: row.settled_at };
    },

    takesOfOthers: async (customerId, since) => {
      const ofOthers = kysely.selectFrom('confirmations').where('customer_id', '<>', customerId);
      const lastDenied = ofOthers
        .select(({ fn }) => fn.max('denied_at').as('at'))
        .where('denied_at', 'is not', null)
        .where('state', 'in', OPEN_STATES);
      const taken = await ofOthers
        .select('id')
        .where('state', '=', 'confirmed')
        // A confirmation that was read back may have been written long before.
        .where(sql<boolean>`outcome ->> 'how' = 'sent'`)
        .where(sql<boolean>`settled_at > greatest(${since}::timestamptz, (${lastDenied}))`)
        .limit(1)
        .executeTakeFirst();
      return taken !== undefined;
    },

    countTakenLike: async ({ id, customerId, agreementType, acceptedOn, contact }) => {
      const rows = await kysely
        .selectFrom('confirmations')
        .selectAll()
        .where('customer_id', '=', customerId)
        .where('agreement_type', '=', agreementType)
        .where('accepted_on', '=', acceptedOn)
        .where('id', '<>', id)
        .where(WAS_TAKEN)
        .execute();
      return rows.filter((row) => {
        const kept = confirmationOf(row, cipher).contact;
        return kept ? sameContact(kept, contact) : row.contact_initials === initialsOf(contact);
      }).length;
    },
  };
}
