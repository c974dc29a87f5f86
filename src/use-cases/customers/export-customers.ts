import { toBeRenewed } from '../../domain/customers/renewal.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../domain/text/csv.ts';
import type { CustomerRecord } from '../../domain/customers/customer.ts';
import type { CustomerNote } from '../../domain/customers/set-aside.ts';
import type { AsideStore } from '../ports/aside-store.ts';
import type { CustomerStore } from '../ports/customer-store.ts';

const PAGE = 1_000;

interface Row {
  customer: CustomerRecord;
  note: CustomerNote | undefined;
}

/** The columns in the order of the file, each with its title and its value. */
const COLUMNS: readonly (readonly [title: string, valueOf: (row: Row) => string | null])[] = [
  ['id', ({ customer }) => customer.id],
  ['name', ({ customer }) => customer.name],
  ['domain', ({ customer }) => customer.domain],
  ['state', ({ customer }) => customer.agreementState],
  ['listed_at', ({ customer }) => timeOf(customer.listedAt)],
  ['checked_at', ({ customer }) => timeOf(customer.checkedAt)],
  ['waiting_since', ({ customer }) => timeOf(customer.waitingSince)],
  ['confirmed_at', ({ customer }) => timeOf(customer.confirmedAt)],
  ['accepted_on', ({ customer }) => customer.acceptedOn],
  ['confirmed_via', ({ customer }) => customer.confirmedVia],
  ['confirmed_by_id', ({ customer }) => customer.confirmedBy?.id ?? null],
  ['confirmed_by_name', ({ customer }) => customer.confirmedBy?.name ?? null],
  ['assignee_id', ({ customer }) => customer.assignee?.id ?? null],
  ['assignee_name', ({ customer }) => customer.assignee?.name ?? null],
  ['reseller_id', ({ customer }) => customer.reseller?.id ?? null],
  ['reseller_name', ({ customer }) => customer.reseller?.name ?? null],
  ['left_at', ({ customer }) => timeOf(customer.leftAt)],
  ['to_renew', ({ customer }) => toBeRenewed(customer) ?? null],
  ['paused_until', ({ customer }) => customer.pause?.until ?? null],
  ['paused_by_id', ({ customer }) => customer.pause?.by.id ?? null],
  ['paused_by_name', ({ customer }) => customer.pause?.by.name ?? null],
  ['note', ({ note }) => note?.text ?? null],
  ['noted_at', ({ note }) => timeOf(note?.at)],
  ['noted_by_id', ({ note }) => note?.by.id ?? null],
  ['noted_by_name', ({ note }) => note?.by.name ?? null],
];

/**
 * Writes every customer, also those that left, as CSV in the order of ids. Holds only a page of lines, however many there
 * are. Ends early once the signal is aborted.
 */
export async function* exportCustomers(
  { customers, asides }: { customers: Pick<CustomerStore, 'page'>; asides: Pick<AsideStore, 'notes'> },
  { signal, pageSize = PAGE }: { signal?: AbortSignal; pageSize?: number } = {},
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(COLUMNS.map(([title]) => title));
  let after = '';
  while (!signal?.aborted) {
    const records = await customers.page(after, pageSize);
    const last = records.at(-1);
    if (!last) return;
    after = last.id;
    const notes = await asides.notes(records.map(({ id }) => id));
    yield records
      .map((customer) => ({ customer, note: notes.get(customer.id) }))
      .map((row) => csvLine(COLUMNS.map(([, valueOf]) => valueOf(row))))
      .join('');
  }
}

const timeOf = (at: Date | null | undefined) => at?.toISOString() ?? null;
