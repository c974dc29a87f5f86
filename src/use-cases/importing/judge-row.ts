import { matchCustomer, type CustomerIndex } from '../../domain/importing/import-customer.ts';
import type { RowState } from '../../domain/importing/import.ts';
import type { SameCustomerWatch } from '../../domain/importing/same-customer.ts';
import type { Customer } from '../../domain/customers/customer.ts';
import type { DetailedRow } from '../ports/import-checker.ts';
import type { NewImportRow } from '../ports/import-store.ts';

/** What is known of the customers and the rows before, to judge a row by. */
export interface Knowledge {
  index: CustomerIndex;
  /** Customers for whom a confirmation is on its way. */
  open: ReadonlySet<string>;
  watch: SameCustomerWatch;
}

/** Judges a checked row by the customer it means, and by what is known of that customer and the rows before. */
export function judgeRow(row: DetailedRow, { index, open, watch }: Knowledge): NewImportRow {
  const { number, keys } = row;
  const match = matchCustomer(keys, index);
  const customer = match.kind === 'found' ? match.customer : undefined;
  const judged: NewImportRow = {
    number,
    keys,
    state: 'wrong',
    customerId: customer?.id ?? null,
    otherRow: null,
    problems: row.kind === 'wrong' ? row.problems : [],
    confirmation: null,
  };
  const field = 'customerId';
  if (match.kind === 'several') judged.problems.push({ field, problem: 'ambiguous-customer' });
  if (match.kind === 'contradiction') judged.problems.push({ field, problem: 'contradicting-customer' });
  if (match.kind === 'unknown-tenant') judged.problems.push({ field, problem: 'unknown-tenant' });
  const isNamed = Object.keys(keys).length > 0;
  if (match.kind === 'unknown' && isNamed) {
    const isBroken = judged.problems.some((problem) => problem.field === field);
    if (row.kind !== 'wrong') return { ...judged, state: 'unknown-customer' };
    if (!isBroken) judged.problems.push({ field, problem: 'unknown-customer' });
  }
  if (row.kind === 'wrong' || !customer) return judged;
  const settled = settledState(customer);
  if (settled) return { ...judged, state: settled };
  if (row.kind === 'ask') {
    const before = watch.judgeAsk(number, customer.id);
    return before === undefined
      ? { ...judged, state: 'ready' }
      : { ...judged, state: 'duplicate', otherRow: before };
  }
  if (open.has(customer.id)) return { ...judged, state: 'in-progress' };
  const { acceptedOn, contact } = row;
  const same = watch.judge({ number, customerId: customer.id, acceptedOn, contact });
  if (same.kind !== 'first') return { ...judged, state: same.kind, otherRow: same.otherRow };
  return { ...judged, state: 'ready', confirmation: { acceptedOn, contact } };
}

/** Returns why there is nothing to do for a customer; undefined where there is. */
export function settledState({ agreementState }: Pick<Customer, 'agreementState'>): RowState | undefined {
  if (agreementState === 'exempt') return 'exempt';
  return agreementState === 'confirmed' ? 'already-confirmed' : undefined;
}
