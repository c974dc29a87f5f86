import { sql, type Kysely } from 'kysely';
import { isNationalCloudDomain } from '../../domain/confirming/national-cloud.ts';
import type { ListingStore } from '../../use-cases/ports/listing-store.ts';
import { searchDomainOf, searchNameOf } from './customer-search.ts';
import { jsonText } from '../core/storable-text.ts';
import type { Tables } from '../core/tables.ts';

/** Writes Partner Center's list of customers, and whether the bot believes it. */
export function createListingStore(kysely: Kysely<Tables>): ListingStore {
  return {
    saveListed: async (customers, at) => {
      if (customers.length === 0) return [];
      // The same customer twice in one page would be refused by the server.
      const unique = [...new Map(customers.map((customer) => [customer.id, customer])).values()];
      const rows = unique.map(({ id, name, domain }) => ({
        ...{ id, name, domain },
        search_name: searchNameOf(name),
        search_domain: searchDomainOf(domain),
        agreement_state: isNationalCloudDomain(domain) ? 'exempt' : 'unknown',
      }));
      const saved = await sql<{ id: string; is_new: boolean }>`
        insert into customers (id, name, domain, search_name, search_domain, agreement_state, listed_at)
        select id, name, domain, search_name, search_domain, agreement_state, ${at}
        from jsonb_to_recordset(${jsonText(rows)}::jsonb)
          as listed (id text, name text, domain text, search_name text, search_domain text, agreement_state text)
        order by id
        on conflict (id) do update set
          name = excluded.name,
          domain = excluded.domain,
          search_name = excluded.search_name,
          search_domain = excluded.search_domain,
          agreement_state = case
            when customers.agreement_state = 'confirmed' then 'confirmed'
            when 'exempt' in (customers.agreement_state, excluded.agreement_state) then excluded.agreement_state
            else customers.agreement_state
          end,
          checked_at = case
            when excluded.agreement_state = 'unknown' and (customers.agreement_state = 'exempt'
              or (customers.agreement_state = 'unknown' and customers.left_at is not null)) then null
            else customers.checked_at
          end,
          listed_at = excluded.listed_at,
          left_at = null
        returning id, xmax = 0 as is_new`.execute(kysely);
      return saved.rows.filter((row) => row.is_new).map(({ id }) => id);
    },

    countUnlisted: async (since) => {
      const { unlisted } = await kysely
        .selectFrom('customers')
        .select((select) => select.fn.countAll<number>().as('unlisted'))
        .where('left_at', 'is', null)
        .where('listed_at', '<', since)
        .executeTakeFirstOrThrow();
      return unlisted;
    },

    markLeft: async (listedSince) => {
      const { numUpdatedRows } = await kysely
        .updateTable('customers')
        .set({ left_at: listedSince })
        .where('left_at', 'is', null)
        .where('listed_at', '<', listedSince)
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },

    listingDoubt: () =>
      kysely.selectFrom('listing_doubt').select(['since', 'missing', 'known']).executeTakeFirst(),

    doubtListing: async (doubt) => {
      if (!doubt) {
        await kysely.deleteFrom('listing_doubt').execute();
        return;
      }
      await kysely
        .insertInto('listing_doubt')
        .values(doubt)
        .onConflict((conflict) => conflict.column('is_only').doUpdateSet(doubt))
        .execute();
    },

    noteGoodSync: async (at) => {
      await kysely
        .insertInto('last_good_sync')
        .values({ at })
        .onConflict((conflict) =>
          conflict.column('is_only').doUpdateSet({ at }).where('last_good_sync.at', '<', at),
        )
        .execute();
    },
  };
}
