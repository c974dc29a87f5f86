import type { Import, RowState } from '../../domain/importing/import.ts';
import { noteAsk } from '../customers/ask-customer.ts';
import type { Clock } from '../ports/clock.ts';
import type { AskRow } from '../ports/import-store.ts';
import type { Database } from '../ports/stores.ts';
import { settledState } from './judge-row.ts';

interface Needs {
  database: Database;
  clock: Clock;
  /** Ends the run between two rows. */
  signal?: AbortSignal;
}

/** How many rows are noted between two looks at whether the list was paused. */
const ROWS_A_LOOK = 20;
/** How many rows are settled in one run, before other work gets its turn. */
const ROWS_A_RUN = 400;

/**
 * Notes the next customers of a list as asked by the person who sent it. A row and its ask are written in one transaction,
 * so each customer is noted once, wherever a process dies. Returns whether there is more to do at once.
 */
export async function askListed(needs: Needs, found: Import): Promise<boolean> {
  const { imports } = needs.database;
  for (let rows = 0; rows < ROWS_A_RUN;) {
    // A press on « pause » takes effect between two looks.
    if ((await imports.find(found.id))?.state !== 'running') return false;
    const next = await imports.readyAsks(found.id, ROWS_A_LOOK);
    if (next.length === 0) return false;
    for (const row of next) {
      if (needs.signal?.aborted) return true;
      await askRow(needs, found, row);
    }
    rows += next.length;
  }
  return true;
}

async function askRow({ database, clock }: Needs, found: Import, row: AskRow): Promise<void> {
  const { number, customerId } = row;
  const at = clock.now();
  await database.transaction(async (stores) => {
    // The row first, so that one that was given up, or that another process has, asks no customer.
    if (!(await stores.imports.settleRow(found.id, number, { state: 'asked', confirmationId: null }))) return;
    const { owner: by, conversationId, language } = found;
    const place = { conversationId, activityId: null };
    const noted = await noteAsk(stores, { customerId, by, at, place, language });
    if (noted !== 'not-waiting') return;
    const state = await stateOf(stores, customerId);
    await stores.imports.correctRow(found.id, number, state);
  });
}

/** Returns why a customer that waited at the preview no longer does. */
async function stateOf({ customers }: Pick<Database, 'customers'>, customerId: string): Promise<RowState> {
  const customer = await customers.find(customerId);
  return (customer && settledState(customer)) ?? 'unknown-customer';
}
