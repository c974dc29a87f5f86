import { sql, type Kysely } from 'kysely';
import type { Person } from '../../domain/customers/customer.ts';
import { jsonText } from '../core/storable-text.ts';
import type { Tables } from '../core/tables.ts';
import { searchDomainOf, searchNameOf } from './customer-search.ts';

/** How a customer stood before the bot knew it. */
export interface CustomerPast {
  id: string;
  name: string;
  domain: string;
  waitedDays: number;
  /** The person who asked it to accept, and how many days ago. */
  asked?: { by: Person; days: number };
}

/**
 * Gives the customers of a trial a past, as if the bot had known them for months. What Partner Center says of them is read
 * as usual. Does nothing in a database that has customers.
 */
export async function seedPast(
  kysely: Kysely<Tables>,
  customers: readonly CustomerPast[],
  now: Date,
): Promise<void> {
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();
  const rows = customers.map(({ id, name, domain, waitedDays, asked }) => ({
    ...{ id, name, domain },
    search_name: searchNameOf(name),
    search_domain: searchDomainOf(domain),
    waiting_since: daysAgo(waitedDays),
    asked_at: asked ? daysAgo(asked.days) : null,
    asked_by_id: asked?.by.id ?? null,
    asked_by_name: asked?.by.name ?? null,
  }));
  await sql`
    insert into customers
      (id, name, domain, search_name, search_domain, listed_at, waiting_since, asked_at, asked_by_id, asked_by_name)
    select id, name, domain, search_name, search_domain, ${now}, waiting_since, asked_at, asked_by_id, asked_by_name
    from jsonb_to_recordset(${jsonText(rows)}::jsonb) as past (id text, name text, domain text, search_name text,
      search_domain text, waiting_since timestamptz, asked_at timestamptz, asked_by_id text, asked_by_name text)
    where not exists (select from customers)
    on conflict (id) do nothing`.execute(kysely);
}
