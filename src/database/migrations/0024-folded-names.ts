import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { searchDomainOf, searchNameOf } from '../customers/customer-search.ts';

/** How many customers are folded anew at a time. */
const BATCH = 1_000;

/**
 * Folds the names and domains of customers as searches fold what a person types, which took full-width letters, signs that
 * cannot be seen and entities for what they are not. Names of plain letters are folded as before. Adds where the owner of
 * a file is, by which a phone number without its country code is judged.
 */
export const foldedNames: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table imports add column if not exists country text`.execute(db);
    for (let after = ''; ;) {
      const { rows } = await sql<{ id: string; name: string; domain: string }>`
        select id, name, domain from customers
        where id > ${after} and (name ~ '[^ -~]|&' or domain ~ '[^ -~]|&')
        order by id limit ${BATCH}`.execute(db);
      const last = rows.at(-1);
      if (!last) return;
      await sql`
        update customers set search_name = folded.name, search_domain = folded.domain
        from unnest(${rows.map(({ id }) => id)}::text[], ${rows.map(({ name }) => searchNameOf(name))}::text[],
          ${rows.map(({ domain }) => searchDomainOf(domain))}::text[]) as folded (id, name, domain)
        where customers.id = folded.id`.execute(db);
      after = last.id;
    }
  },
};
