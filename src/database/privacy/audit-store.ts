import type { Kysely } from 'kysely';
import type { AuditStore } from '../../use-cases/ports/audit-store.ts';
import { personOf } from '../customers/customer-row.ts';
import { jsonText } from '../core/storable-text.ts';
import type { Tables } from '../core/tables.ts';

/** The audit trail. The table itself refuses every change but new rows. */
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

    page: async (after, limit) => {
      const rows = await kysely
        .selectFrom('audit')
        .leftJoin('customers', 'customers.id', 'audit.customer_id')
        .selectAll('audit')
        .select('customers.name as customer_name')
        .where('audit.id', '>', after)
        .orderBy('audit.id')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        at: row.at,
        actor: personOf(row.actor_id, row.actor_name),
        action: row.action,
        customerId: row.customer_id,
        customerName: row.customer_name,
        confirmationId: row.confirmation_id,
        details: row.details,
      }));
    },
  };
}
