import type { Selectable } from 'kysely';
import type { Delivery } from '../../domain/reminding/delivery.ts';
import type { DeliveryTable } from '../core/tables.ts';

export function deliveryOf(row: Selectable<DeliveryTable>): Delivery {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    kind: row.kind,
    period: row.period,
    state: row.state,
    digest: row.digest,
    activityId: row.activity_id,
    postedAt: row.posted_at,
  };
}
