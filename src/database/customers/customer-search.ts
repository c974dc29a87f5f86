import { sql, type Kysely, type RawBuilder } from 'kysely';
import { cleanKey } from '../../domain/text/clean-text.ts';
import { nearWords } from '../../domain/text/near-words.ts';
import { searchable, type Customer } from '../../domain/customers/customer.ts';
import { CUSTOMER_COLUMNS, customerOf, RESELLER_NAME } from './customer-row.ts';
import type { Tables } from '../core/tables.ts';

/** How many letters of a word count: an index entry has its limits, and no person types more. */
const WORD_LENGTH = 60;
/** Among how many matches the best is looked for: "ltd" alone may have hundreds of thousands. */
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

/** How many words of a search may have a typing mistake. */
const FORGIVEN_WORDS = 4;

/**
 * Finds customers by what a person typed: names beginning with it first, then domains beginning with it, then names with a
 * word for each word typed. Where there is none and the search `forgives`, it finds names with a word one typing mistake
 * away from each. Each step has its own index, however many customers there are.
 */
export async function searchCustomers(
  kysely: Kysely<Tables>,
  text: string,
  limit: number,
  forgives: boolean,
): Promise<Customer[]> {
  const found = new Map<string, Customer>();
  for (const step of [byName, byDomain, byWords]) {
    for (const customer of await step(kysely, text, limit)) {
      if (found.size < limit) found.set(customer.id, customer);
    }
    if (found.size === limit) break;
  }
  if (found.size === 0 && forgives) return byWordsOf(kysely, nearlyWords(text), limit);
  return [...found.values()];
}

/** Finds customers by whole keys: an id, a domain or a full name. One query, however many keys. */
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
  return byWordsOf(kysely, wordsOf(text), limit);
}

/** Finds customers whose names match a text search query. */
async function byWordsOf(
  kysely: Kysely<Tables>,
  query: string | undefined,
  limit: number,
): Promise<Customer[]> {
  if (query === undefined) return [];
  const rows = await kysely
    .selectFrom((from) =>
      from
        .selectFrom('customers')
        .select([...CUSTOMER_COLUMNS, 'search_name'])
        .where('left_at', 'is', null)
        .where(hasWords(query))
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

/** A search as a condition on rows of `customers`, by the same steps. No customer fits a text without a letter. */
export function fittingSearch(text: string, nearly: boolean): RawBuilder<boolean> {
  const query = nearly ? nearlyWords(text) : wordsOf(text);
  const conditions = [
    ...(nearly ? [] : [beginsWith('search_name', searchNameOf(text))]),
    ...(nearly ? [] : [beginsWith('search_domain', searchDomainOf(text))]),
    ...(query === undefined ? [] : [hasWords(query)]),
  ].filter((each) => each !== undefined);
  return conditions.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(conditions, sql` or `)})`;
}

function beginsWith(column: 'search_name' | 'search_domain', typed: string): RawBuilder<boolean> | undefined {
  if (typed === '') return undefined;
  const name = sql.ref(`customers.${column}`);
  return sql<boolean>`(${name} >= ${typed} and ${name} < ${`${typed}${LAST_CHARACTER}`})`;
}

const hasWords = (query: string) =>
  sql<boolean>`array_to_tsvector(string_to_array(search_name, ' ')) @@ ${query}::tsquery`;

/** `searchable` leaves letters and digits only: nothing in a word can be taken for an operator. */
function wordsOf(text: string): string | undefined {
  const words = searchNameOf(text).split(' ').filter(Boolean);
  return words.length === 0 ? undefined : words.map((word) => `'${word}':*`).join(' & ');
}

/** As `wordsOf`, with one typing mistake in each word. Of a domain, only the part before its first dot counts. */
function nearlyWords(text: string): string | undefined {
  const typed = /^\S+\.\S+$/.test(text.trim()) ? text.trim().split('.')[0] : text;
  const words = searchNameOf(typed ?? '')
    .split(' ')
    .filter(Boolean)
    .slice(0, FORGIVEN_WORDS);
  if (words.length === 0) return undefined;
  const near = words.map((word) => nearWords(word).map((each) => `'${each}':*`));
  return near.map((each) => `(${each.join(' | ')})`).join(' & ');
}

/** Sorts after every character a name can have. */
const LAST_CHARACTER = '\u{10FFFF}';
