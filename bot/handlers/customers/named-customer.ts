import { searchable, type Customer } from '../../../src/domain/customers/customer.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { MATCHES } from './typed-customer.ts';

/** How many letters a message may have to be a name: longer ones are questions. */
const LONGEST_NAME = 80;
/** How many letters a word needs: shorter ones are in too many names to mean one. */
const SHORTEST_WORD = 3;
/** How many words a name has at most. */
const MOST_WORDS = 4;
/** How many matches are too many to say that only one is meant. */
const LOOKED_AT = 20;

/** The customers a name alone may mean. */
export type Named =
  | { kind: 'one'; customer: Customer }
  /** A few, best first; or one whose name only begins like this. */
  | { kind: 'some'; matches: readonly Customer[] };

/**
 * Returns the customer that a name alone means: the one of exactly this name or domain, else the only one whose name has
 * all the words, else the few that it may be. Undefined when there is none, or too many, or the database is away.
 */
export async function namedCustomer(
  { database, log }: Pick<BotNeeds, 'database' | 'log'>,
  turn: Turn,
  typed: string,
): Promise<Named | undefined> {
  const name = searchable(typed);
  if (name === '' || name.length > LONGEST_NAME || !(await turn.isConversationKept())) return undefined;
  try {
    const matches = await database.customers.search(typed, LOOKED_AT);
    const same = matches.filter((each) => [each.name, each.domain].map(searchable).includes(name));
    const words = name.split(' ');
    if (same.length > 0) return oneOr(same, same);
    if (name.length < SHORTEST_WORD || matches.length === LOOKED_AT) return undefined;
    const withWords = matches.filter((each) => {
      const has = new Set(searchable(each.name).split(' '));
      return words.every((word) => has.has(word));
    });
    return oneOr(withWords, words.length <= MOST_WORDS ? matches : []);
  } catch (error) {
    log.warn({ err: error }, 'A customer of this name could not be looked for');
    return undefined;
  }
}

function oneOr(sure: readonly Customer[], matches: readonly Customer[]): Named | undefined {
  const [customer, ...others] = sure;
  if (customer && others.length === 0) return { kind: 'one', customer };
  return matches.length > 0 && matches.length <= MATCHES ? { kind: 'some', matches } : undefined;
}
