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
 * Reads a provider's resellers, then the customers of each. Partner Center refuses this to a partner without resellers, such
 * as a direct bill partner. Where a list cannot be read, what was known stays. A reseller's list that lacks many customers at
 * once is believed only when a later reading lacks the same, as the list of all customers is.
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
