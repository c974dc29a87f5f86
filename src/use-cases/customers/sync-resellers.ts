import { isDoubtful } from '../../domain/customers/listing.ts';
import { readCustomerPages } from './customer-pages.ts';
import type { Clock } from '../ports/clock.ts';
import type { PartnerCenter } from '../ports/partner-center.ts';
import type { Database } from '../ports/stores.ts';

interface Needs {
  database: Database;
  partnerCenter: Pick<PartnerCenter, 'resellers' | 'customerPage'>;
  clock: Clock;
}

/** How long a customer is still taken for a reseller's whose list lacks many at once. */
const DOUBTED_FOR_MS = 24 * 60 * 60_000;

/**
 * Learns through whom a provider sells to whom: its resellers, then each one's customers. A partner that has none, as a
 * direct bill partner, is refused the question. Of what cannot be read, what was known stays; and where a reseller's list
 * lacks many customers at once, those stay that were on it within the last day.
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
    if (!isWhole) continue;
    const missing = await database.customers.countResold(id, startedAt);
    const isDoubted = isDoubtful({ missing, known });
    const before = isDoubted ? new Date(startedAt.getTime() - DOUBTED_FOR_MS) : startedAt;
    await database.customers.forgetResold(id, before);
  }
}
