import { believeListing, type Listing } from './believe-listing.ts';
import { readCustomerPages } from './customer-pages.ts';
import type { Clock } from '../ports/clock.ts';
import type { PartnerCenter } from '../ports/partner-center.ts';
import type { ResellerStore } from '../ports/reseller-store.ts';
import type { Database } from '../ports/stores.ts';

interface Needs {
  database: Database;
  partnerCenter: Pick<PartnerCenter, 'resellers' | 'customerPage'>;
  clock: Clock;
}

/**
 * Learns through whom a provider sells to whom: its resellers, then each one's customers. A partner that has none, as a
 * direct bill partner, is refused the question. Of what cannot be read, what was known stays; and a reseller's list that
 * lacks many customers at once is believed as the list of all is, when a later reading lacks the same.
 */
export async function syncResellers(needs: Needs, signal?: AbortSignal): Promise<void> {
  const { database, partnerCenter, clock } = needs;
  const read = await partnerCenter.resellers();
  if (read.kind !== 'read') return;
  await database.customers.saveResellers(read.value);
  for (const { id } of read.value) {
    const startedAt = clock.now();
    const known = await database.customers.countResold(id);
    const isWhole = await readCustomerPages({
      partnerCenter,
      ofReseller: id,
      signal,
      take: async (customers) =>
        database.customers.markResold(
          id,
          customers.map((customer) => customer.id),
          clock.now(),
        ),
    });
    if (isWhole) await believeListing(customersOf(database.customers, id), { startedAt, known });
  }
}

/** A reseller's customers, as a list to believe or doubt. */
function customersOf(customers: ResellerStore, id: string): Listing {
  return {
    countUnlisted: (since) => customers.countResold(id, since),
    markLeft: (since) => customers.forgetResold(id, since),
    listingDoubt: () => customers.resellerDoubt(id),
    doubtListing: (doubt) => customers.doubtReseller(id, doubt),
  };
}
