import type { Kysely } from 'kysely';
import type { AuditStore } from '../use-cases/ports/stores.ts';
import { jsonText } from './storable-text.ts';
import type { Tables } from './tables.ts';

/** The trail of who did what. The table itself refuses every change but adding to it. */
export function createAuditStore(kysely: Kysely<Tables>): AuditStore {
  return {
    append: async (entry) => {
      await kysely
        .insertInto('audit')
        .values({
          at: entry.at,
          actor_id: entry.actor?.id ?? null,
          actor_name: entry.actor?.name ?? null,
          action: entry.action,
          customer_id: entry.customerId,
          confirmation_id: entry.confirmationId,
          details: jsonText(entry.details),
        })
        .execute();
    },
  };
}
