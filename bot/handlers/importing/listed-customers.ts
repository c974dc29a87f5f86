import { indexCustomers, matchCustomer } from '../../../src/domain/importing/import-customer.ts';
import { namingLines, tableOf, type NamingLine } from '../../files/pasted-list.ts';
import type { IncomingActivity } from '../../teams/activity.ts';
import { REAL_TIME } from '../../../src/monotonic-time.ts';
import { atMost } from '../../turn/at-most.ts';
import type { BotNeeds } from '../../turn/needs.ts';

/** How long a message of several lines waits for the database to say whether they are customers. */
const PATIENCE_MS = 1_000;

/**
 * Returns the list of customers that a person pasted without a title: at least two lines, of which half or more name a
 * customer. Undefined for a message like any other, and while the database cannot say.
 */
export async function listedCustomers(
  { database, log }: Pick<BotNeeds, 'database' | 'log'>,
  activity: Pick<IncomingActivity, 'text'>,
): Promise<Buffer | undefined> {
  const lines = namingLines(activity);
  if (!lines) return undefined;
  try {
    const namesIn = ({ whole, cells }: NamingLine) => [...whole, ...cells];
    const names = [...new Set(lines.flatMap(namesIn))];
    // A question is answered without the database, and is not kept waiting by this.
    const found = await atMost(PATIENCE_MS, database.customers.meantBy(names), REAL_TIME);
    if (!found) return undefined;
    const index = indexCustomers(found.result);
    const isCustomer = (name: string) => NAMED.has(matchCustomer({ customer: name }, index).kind);
    const naming = lines.filter((line) => namesIn(line).some(isCustomer)).length;
    return naming >= 2 && naming * 2 >= lines.length ? tableOf(lines, isCustomer) : undefined;
  } catch (error) {
    log.warn({ err: error }, 'Whether a message lists customers could not be looked up');
    return undefined;
  }
}

/** The results that count as naming a customer. Two of one name count as well: the preview asks which one is meant. */
const NAMED: ReadonlySet<string> = new Set(['found', 'several']);
