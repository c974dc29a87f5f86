import type { AgreementType } from '../../domain/confirming/agreement.ts';
import { latestAcceptanceDate } from '../../domain/time/calendar-date.ts';
import type { Import } from '../../domain/importing/import.ts';
import { indexCustomers, matchCustomer, type CustomerIndex } from '../../domain/importing/import-customer.ts';
import type { FileProblem } from '../../domain/importing/import-file.ts';
import { createSameCustomerWatch, type SameCustomerWatch } from '../../domain/importing/same-customer.ts';
import type { Clock } from '../ports/clock.ts';
import type { CheckedPages, DetailedRow, ImportChecker } from '../ports/import-checker.ts';
import type { NewImportRow } from '../ports/import-store.ts';
import type { Database } from '../ports/stores.ts';
import { PREVIEW_LIFE_MS } from './receive-import.ts';

interface Needs {
  database: Database;
  checker: ImportChecker;
  clock: Clock;
  agreementType: AgreementType;
}

/**
 * Checks a file that has arrived: every row against the form's rules, our customers, what is on its way, and the other
 * rows. Nothing is sent. Called again after a process died, it begins anew; once the check has ended it does nothing.
 */
export async function checkImport(needs: Needs, importId: string): Promise<void> {
  const { database, checker, clock } = needs;
  const found = await database.imports.find(importId);
  if (found?.state !== 'arrived') return;
  const file = await database.imports.file(importId);
  if (!file) return;
  const checked = await checker.check(
    file,
    latestAcceptanceDate(clock.now(), found.timeZone),
    found.country ?? undefined,
  );
  if (checked.kind === 'refused') return refuse(needs, importId, checked.problem);
  await database.imports.removeRows(importId);
  await judgeRows(needs, found, checked);
  await database.transaction(async ({ imports, jobs }) => {
    const expiresAt = new Date(clock.now().getTime() + PREVIEW_LIFE_MS);
    const { notes } = checked;
    if (!(await imports.endCheck(importId, { kind: 'checked', notes, expiresAt }))) return;
    await jobs.send('show-import', { importId }, { onceKey: importId });
  });
}

async function refuse({ database, clock }: Needs, importId: string, problem: FileProblem): Promise<void> {
  await database.transaction(async ({ imports, jobs }) => {
    if (!(await imports.endCheck(importId, { kind: 'refused', problem, at: clock.now() }))) return;
    await jobs.send('show-import', { importId }, { onceKey: importId });
  });
}

async function judgeRows(
  { database, agreementType }: Needs,
  { id }: Import,
  { pages }: Extract<CheckedPages, { kind: 'checked' }>,
): Promise<void> {
  const watch = createSameCustomerWatch();
  for await (const page of pages) {
    const keys = new Set(page.flatMap((row) => Object.values(row.keys)));
    const customers = await database.customers.meantBy([...keys]);
    const ids = customers.map((customer) => customer.id);
    const open = await database.confirmations.openAmong(ids, agreementType);
    const index = indexCustomers(customers);
    await database.imports.addRows(
      id,
      page.map((row) => judge(row, { index, open, watch })),
    );
  }
  await database.imports.contradict(id, watch.contradicted());
}

interface Knowledge {
  index: CustomerIndex;
  /** Customers for whom a confirmation is on its way. */
  open: ReadonlySet<string>;
  watch: SameCustomerWatch;
}

function judge(row: DetailedRow, { index, open, watch }: Knowledge): NewImportRow {
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
    if (row.kind === 'right') return { ...judged, state: 'unknown-customer' };
    if (!isBroken) judged.problems.push({ field, problem: 'unknown-customer' });
  }
  if (row.kind === 'wrong' || !customer) return judged;
  if (customer.agreementState === 'exempt') return { ...judged, state: 'exempt' };
  if (customer.agreementState === 'confirmed') return { ...judged, state: 'already-confirmed' };
  if (open.has(customer.id)) return { ...judged, state: 'in-progress' };
  const { acceptedOn, contact } = row;
  const same = watch.judge({ number, customerId: customer.id, acceptedOn, contact });
  if (same.kind !== 'first') return { ...judged, state: same.kind, otherRow: same.otherRow };
  return { ...judged, state: 'ready', confirmation: { acceptedOn, contact } };
}
