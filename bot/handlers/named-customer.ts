import { searchable, type Customer } from '../../src/domain/customer.ts';
import type { BotNeeds } from '../needs.ts';
import type { Turn } from '../turn.ts';

/** Names are short; what is longer is a question. */
const LONGEST_NAME = 80;
/** Shorter words are in too many names to mean one. */
const SHORTEST_WORD = 3;
/** Where so many begin like this, nobody says that only one is meant. */
const LOOKED_AT = 20;

/**
 * The customer that is meant by a name alone: the one of exactly this name or domain, else the only one whose name has
 * all the words. Undefined when there is none, or more than one, or the database is away.
 */
export async function namedCustomer(
  { database, log }: Pick<BotNeeds, 'database' | 'log'>,
  turn: Turn,
  typed: string,
): Promise<Customer | undefined> {
  const name = searchable(typed);
  if (name === '' || name.length > LONGEST_NAME || !turn.isConversationKept) return undefined;
  try {
    const matches = await database.customers.search(typed, LOOKED_AT);
    const same = matches.filter((each) => [each.name, each.domain].map(searchable).includes(name));
    if (same.length > 0 || name.length < SHORTEST_WORD || matches.length === LOOKED_AT) return onlyOne(same);
    const words = name.split(' ');
    return onlyOne(
      matches.filter((each) => {
        const has = new Set(searchable(each.name).split(' '));
        return words.every((word) => has.has(word));
      }),
    );
  } catch (error) {
    log.warn({ err: error }, 'A customer of this name could not be looked for');
    return undefined;
  }
}

const onlyOne = <Item>(items: readonly Item[]): Item | undefined =>
  items.length === 1 ? items[0] : undefined;
