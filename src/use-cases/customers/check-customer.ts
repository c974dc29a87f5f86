import { CHECK_AGAIN_AFTER_MS } from '../../domain/customers/ask.ts';
import { refreshDigestsSoon } from '../reminding/refresh-digests-soon.ts';
import { readCustomer, type CustomerRead, type ReadNeeds } from './read-customer.ts';
import { tellAskersSoon } from './tell-askers-soon.ts';

/** What a check came to. `just-checked`: this customer was read at a press within the last 10 seconds. */
export type Checked = CustomerRead['kind'] | 'just-checked' | 'unknown-customer';

/**
 * Reads one customer from Partner Center now, at most once in 10 seconds for each customer, whichever process is asked.
 * What it finds reaches the person who asked and the digests like any other news.
 */
export async function checkCustomer(needs: ReadNeeds, id: string): Promise<Checked> {
  const { database, clock } = needs;
  const customer = await database.customers.find(id);
  if (!customer) return 'unknown-customer';
  const at = clock.now();
  const since = new Date(at.getTime() - CHECK_AGAIN_AFTER_MS);
  if (!(await database.customers.beginCheck(id, at, since))) return 'just-checked';
  if (customer.agreementState === 'exempt') return 'read';
  const read = await readCustomer(needs, id, 'person');
  if (read.kind === 'read' && read.isNews) {
    await refreshDigestsSoon(database);
    await tellAskersSoon(database);
  }
  return read.kind;
}
