import { searchable, type Customer } from '../../../src/domain/customers/customer.ts';
import { argumentReadings } from '../../commands/commands.ts';
import type { BotNeeds } from '../../turn/needs.ts';

/** How many matches fit as buttons. */
export const MATCHES = 6;

/** The customers that the text after a command may mean; `name`: the part that names one, empty for none. */
export interface TypedCustomer {
  name: string;
  /** Best first; one more than fit when there are too many. */
  matches: Customer[];
}

/**
 * Finds the customers that the text after a command may mean. « of contoso » and « the customer Contoso » mean Contoso, and
 * « a customer » means none yet; but The Phone Company and La Poste have such words in their names.
 */
export async function typedCustomer(
  { database }: Pick<BotNeeds, 'database'>,
  typed: string,
): Promise<TypedCustomer> {
  const readings = argumentReadings(typed);
  let found: TypedCustomer = { name: typed, matches: [] };
  for (const name of readings) {
    if (name === '') return { name, matches: [] };
    const matches = await database.customers.search(name, MATCHES + 1);
    if (matches.some((each) => searchable(each.name).startsWith(searchable(name)))) return { name, matches };
    if (matches.length > 0) found = { name, matches };
  }
  return found;
}
