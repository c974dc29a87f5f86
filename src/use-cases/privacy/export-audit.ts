import { BYTE_ORDER_MARK, csvLine } from '../../domain/text/csv.ts';
import type { AuditStore } from '../ports/audit-store.ts';

const PAGE = 1_000;

const HEADER = [
  'id',
  'at',
  'actor_id',
  'actor_name',
  'action',
  'customer_id',
  'customer_name',
  'confirmation_id',
  'details',
];

/**
 * Writes the audit trail as CSV, oldest entry first. Holds only a page of lines, however long the trail is. Ends early once
 * the signal is aborted.
 */
export async function* exportAudit(
  { audit }: { audit: Pick<AuditStore, 'page'> },
  { signal, pageSize = PAGE }: { signal?: AbortSignal; pageSize?: number } = {},
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(HEADER);
  let after = 0;
  while (!signal?.aborted) {
    const records = await audit.page(after, pageSize);
    const last = records.at(-1);
    if (!last) return;
    after = last.id;
    yield records
      .map(({ id, at, actor, action, customerId, customerName, confirmationId, details }) =>
        csvLine([
          id,
          at.toISOString(),
          actor?.id ?? null,
          actor?.name ?? null,
          action,
          customerId,
          customerName,
          confirmationId,
          JSON.stringify(details),
        ]),
      )
      .join('');
  }
}
