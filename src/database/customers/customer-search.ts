import { sql, type Kysely } from 'kysely';
import { cleanKey } from '../../domain/text/clean-text.ts';
import { searchable, type Customer } from '../../domain/customers/customer.ts';
import { CUSTOMER_COLUMNS, customerOf, RESELLER_NAME } from './customer-row.ts';
import type { Tables } from '../core/tables.ts';

/** Longer words are cut: an index entry has its limits, and no one types that much. */
const WORD_LENGTH = 60;
/** Among so many matches the best is looked for; "ltd" alone may have hundreds of thousands. */
const RANKED = 500;

export function searchNameOf(name: string): string {
  return searchable(name)
    .split(' ')
    .map((word) => word.slice(0, WORD_LENGTH))
    .join(' ');
}

export function searchDomainOf(domain: string): string {
  return cleanKey(domain).toLowerCase();
}

/**
 * Customers by what someone typed: names beginning with it first, then domains beginning with it, then names with a
 * word for each word typed. Each step is answered by its own index, however many customers there are.
 */
export async function searchCustomers(
  kysely: Kysely<Tables>,
  text: string,
  limit: number,
): Promise<Customer[]> {
  const found = new Map<string, Customer>();
  for (const step of [byName, byDomain, byWords]) {
    for (const customer of await step(kysely, text, limit)) {
      if (found.size < limit) found.set(customer.id, customer);
    }
    if (found.size === limit) break;
  }
  return [...found.values()];
}

/** Customers by keys that are whole: an id, a domain or a name as it is. One question, however many keys. */
export async function customersMeantBy(kysely: Kysely<Tables>, keys: readonly string[]): Promise<Customer[]> {
  const ids = keys.flatMap((key) => [
    key,
    cleanKey(key)
      .toLowerCase()
      .replace(/^\{|\}$/g, ''),
  ]);
  const domains = keys.map((key) => searchDomainOf(key).replace(/^@/, '')).filter(Boolean);
  const names = keys.map(searchNameOf).filter(Boolean);
  const rows = await kysely
    .selectFrom('customers')
    .select([...CUSTOMER_COLUMNS, RESELLER_NAME])
    .where('left_at', 'is', null)
    .where((is) =>
      is.or([
        is('id', '=', sql<string>`any(${ids}::text[])`),
        is('search_domain', '=', sql<string>`any(${domains}::text[])`),
        is('search_name', '=', sql<string>`any(${names}::text[])`),
      ]),
    )
    .execute();
  return rows.map(customerOf);
}

async function byName(kysely: Kysely<Tables>, text: string, limit: number): Promise<Customer[]> {
  return beginningWith(kysely, 'search_name', searchNameOf(text), limit);
}

async function byDomain(kysely: Kysely<Tables>, text: string, limit: number): Promise<Customer[]> {
  return beginningWith(kysely, 'search_domain', searchDomainOf(text), limit);
}

async function beginningWith(
  kysely: Kysely<Tables>,
  column: 'search_name' | 'search_domain',
  typed: string,
  limit: number,
): Promise<Customer[]> {
  if (typed === '') return [];
  const rows = await kysely
    .selectFrom('customers')
    .select([...CUSTOMER_COLUMNS, RESELLER_NAME])
    .where('left_at', 'is', null)
    .where(column, '>=', typed)
    .where(column, '<', `${typed}${LAST_CHARACTER}`)
    .orderBy(column)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(customerOf);
}

async function byWords(kysely: Kysely<Tables>, text: string, limit: number): Promise<Customer[]> {
  const words = searchNameOf(text).split(' ').filter(Boolean);
  if (words.length === 0) return [];
  // `searchable` leaves letters and digits only: nothing in a word can be taken for an operator.
  const query = words.map((word) => `'${word}':*`).join(' & ');
  const rows = await kysely
    .selectFrom((from) =>
      from
        .selectFrom('customers')
        .select([...CUSTOMER_COLUMNS, 'search_name'])
        .where('left_at', 'is', null)
        .where(sql<boolean>`array_to_tsvector(string_to_array(search_name, ' ')) @@ ${query}::tsquery`)
        .limit(RANKED)
        .as('matches'),
    )
    .select([...CUSTOMER_COLUMNS, RESELLER_NAME])
    .orderBy(sql`length(search_name)`)
    .orderBy('search_name')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(customerOf);
}

/** Sorts after every character a name can have. */
const LAST_CHARACTER = '\u{10FFFF}';
