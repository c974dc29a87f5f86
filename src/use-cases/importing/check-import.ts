import type { AgreementType } from '../../domain/confirming/agreement.ts';
import { latestAcceptanceDate } from '../../domain/time/calendar-date.ts';
import type { Import } from '../../domain/importing/import.ts';
import { indexCustomers } from '../../domain/importing/import-customer.ts';
import type { FileProblem } from '../../domain/importing/import-file.ts';
import { createSameCustomerWatch } from '../../domain/importing/same-customer.ts';
import type { Clock } from '../ports/clock.ts';
import type { CheckedPages, ImportChecker } from '../ports/import-checker.ts';
import type { Database } from '../ports/stores.ts';
import { judgeRow } from './judge-row.ts';
import { PREVIEW_LIFE_MS } from './receive-import.ts';

interface Needs {
  database: Database;
  checker: ImportChecker;
  clock: Clock;
  agreementType: AgreementType;
}

/**
 * Checks a file that has arrived: every row against the form's rules, the customers, the confirmations under way, and the
 * other rows. Sends nothing. Called again after a process died, it begins anew. Once the check has ended it does nothing.
 */
export async function checkImport(needs: Needs, importId: string): Promise<void> {
  const { database, checker, clock } = needs;
  const found = await database.imports.find(importId);
  if (found?.state !== 'arrived') return;
  const file = await database.imports.file(importId);
  if (!file) return;
  const { purpose, timeZone, country } = found;
  const latestDate = latestAcceptanceDate(clock.now(), timeZone);
  const checked = await checker.check(file, { purpose, latestDate, country: country ?? undefined });
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
      page.map((row) => judgeRow(row, { index, open, watch })),
    );
  }
  await database.imports.contradict(id, watch.contradicted());
}
