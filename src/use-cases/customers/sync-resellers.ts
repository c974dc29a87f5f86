import { readCustomerPages } from './customer-pages.ts';
import type { Clock } from '../ports/clock.ts';
import type { PartnerCenter } from '../ports/partner-center.ts';
import type { Database } from '../ports/stores.ts';

interface Needs {
  database: Database;
  partnerCenter: Pick<PartnerCenter, 'resellers' | 'customerPage'>;
  clock: Clock;
}

/**
 * Learns through whom a provider sells to whom: its resellers, then each one's customers. A partner that has none, as a
 * direct bill partner, is refused the question. Of what cannot be read, what was known stays.
 */
export async function syncResellers(needs: Needs, signal?: AbortSignal): Promise<void> {
  const { database, partnerCenter, clock } = needs;
  const read = await partnerCenter.resellers();
  if (read.kind !== 'read') return;
  await database.customers.saveResellers(read.value);
  for (const { id } of read.value) {
    const startedAt = clock.now();
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
    if (isWhole) await database.customers.forgetResold(id, startedAt);
  }
}
