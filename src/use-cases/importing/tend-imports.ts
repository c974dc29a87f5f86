import type { Import } from '../../domain/importing/import.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/stores.ts';
import { promiseFiling } from '../confirming/promise-filing.ts';

interface Needs {
  database: Database;
  clock: Clock;
}

const PAGE = 500;
/** How long a job has to begin before its confirmation counts as overdue. */
const GRACE_MS = 60_000;
/** How long offers are kept, so that a person who answers an expired one reads that it has expired. */
const OFFERS_KEPT_MS = 7 * 24 * 60 * 60_000;
/** How long an ended import is kept: as long as the details of a confirmation that Partner Center has. */
const KEPT_MS = 30 * 24 * 60 * 60_000;

/**
 * Goes on with imports whose jobs may be lost, as after a process was killed, and removes those whose sender has not gone on with them.
 * Harmless when it comes twice.
 */
export async function tendImports(needs: Needs): Promise<void> {
  const { database, clock } = needs;
  const now = clock.now();
  const since = (ms: number) => new Date(now.getTime() - ms);
  for (const importId of await database.imports.inState('arrived', PAGE)) {
    await database.jobs.send('check-import', { importId }, { onceKey: importId });
  }
  for (const importId of await database.imports.inState('running', PAGE)) {
    await database.jobs.send('run-import', { importId }, { onceKey: importId });
  }
  const isPaused = (await database.filingPause.current()) !== undefined;
  const overdue = isPaused ? [] : await database.imports.overdueConfirmations(since(GRACE_MS));
  await promiseFiling(database.jobs, 'file-import-row', overdue);
  for (const found of await database.imports.overdue(now, PAGE)) await expire(needs, found);
  await database.imports.forget(since(KEPT_MS));
  await database.fileOffers.forget(since(OFFERS_KEPT_MS));
}

/**
 * Ends an import whose time is over. One never started leaves nothing. Of one paused for too long the rest is given up. The
 * details of rows given up a while ago are erased.
 */
async function expire({ database, clock }: Needs, { id, state }: Import): Promise<void> {
  const at = clock.now();
  await database.transaction(async ({ imports, jobs }) => {
    if (state === 'finished') {
      await imports.eraseDropped(id);
      return jobs.send('show-import', { importId: id }, { onceKey: id });
    }
    const isPaused = state === 'paused';
    const to = { state: isPaused ? 'paused' : 'expired', at, expiresAt: null } as const;
    if (!(await imports.move(id, [state], to))) return;
    if (isPaused) {
      await imports.dropReady(id);
      await jobs.send('run-import', { importId: id }, { onceKey: id });
    } else await imports.removeRows(id);
    await jobs.send('show-import', { importId: id }, { onceKey: id });
  });
}
