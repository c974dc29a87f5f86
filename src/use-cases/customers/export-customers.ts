import { toBeRenewed } from '../../domain/customers/renewal.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../domain/text/csv.ts';
import type { CustomerRecord } from '../../domain/customers/customer.ts';
import type { CustomerNote } from '../../domain/customers/set-aside.ts';
import type { AsideStore } from '../ports/aside-store.ts';
import type { CustomerStore } from '../ports/customer-store.ts';

const PAGE = 1_000;

const HEADER = [
  'id',
  'name',
  'domain',
  'state',
  'listed_at',
  'checked_at',
  'waiting_since',
  'confirmed_at',
  'accepted_on',
  'confirmed_via',
  'confirmed_by_id',
  'confirmed_by_name',
  'assignee_id',
  'assignee_name',
  'reseller_id',
  'reseller_name',
  'left_at',
  'to_renew',
  'paused_until',
  'paused_by_id',
  'paused_by_name',
  'note',
  'noted_at',
  'noted_by_id',
  'noted_by_name',
];

/**
 * Every customer there is or was as CSV, in the order of ids, a page of lines at a time: however many there are, only a
 * page is held. Ends early once the signal is aborted.
 */
export async function* exportCustomers(
  { customers, asides }: { customers: Pick<CustomerStore, 'page'>; asides: Pick<AsideStore, 'notes'> },
  { signal, pageSize = PAGE }: { signal?: AbortSignal; pageSize?: number } = {},
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(HEADER);
  let after = '';
  while (!signal?.aborted) {
    const records = await customers.page(after, pageSize);
    const last = records.at(-1);
    if (!last) return;
    after = last.id;
    const notes = await asides.notes(records.map(({ id }) => id));
    yield records
      .map((customer) =>
        csvLine([
          customer.id,
          customer.name,
          customer.domain,
          customer.agreementState,
          timeOf(customer.listedAt),
          timeOf(customer.checkedAt),
          timeOf(customer.waitingSince),
          timeOf(customer.confirmedAt),
          customer.acceptedOn,
          customer.confirmedVia,
          customer.confirmedBy?.id ?? null,
          customer.confirmedBy?.name ?? null,
          customer.assignee?.id ?? null,
          customer.assignee?.name ?? null,
          customer.reseller?.id ?? null,
          customer.reseller?.name ?? null,
          timeOf(customer.leftAt),
          toBeRenewed(customer) ?? null,
          ...asideOf(customer, notes.get(customer.id)),
        ]),
      )
      .join('');
  }
}

const asideOf = ({ pause }: CustomerRecord, note: CustomerNote | undefined) => [
  pause?.until ?? null,
  pause?.by.id ?? null,
  pause?.by.name ?? null,
  note?.text ?? null,
  note ? timeOf(note.at) : null,
  note?.by.id ?? null,
  note?.by.name ?? null,
];

const timeOf = (at: Date | null) => at?.toISOString() ?? null;
