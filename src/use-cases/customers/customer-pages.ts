import type { ListedCustomer } from '../../domain/customers/customer.ts';
import type { CustomerPageRead, PartnerCenter } from '../ports/partner-center.ts';

/** How often a page is asked for that did not come. */
const PAGE_TRIES = 3;
/** How often a list may begin anew: a service that forgets every continuation token would never let it end. */
const RESTARTS = 3;

interface Listing {
  partnerCenter: Pick<PartnerCenter, 'customerPage'>;
  /** The reseller whose customers to read; all customers when absent. */
  ofReseller?: string;
  signal?: AbortSignal | undefined;
  /** Called for each page, and again for pages that came before the list began anew. */
  take: (customers: ListedCustomer[]) => Promise<void>;
  /** Called when the list begins anew. */
  onRestart?: () => void;
}

/**
 * Reads the partner's customers page by page, however many there are. Begins anew from the first page when the service no
 * longer takes a continuation token. False when the list was not read to its end.
 */
export async function readCustomerPages(listing: Listing): Promise<boolean> {
  let next: string | null = null;
  let restarts = 0;
  for (;;) {
    const page: CustomerPageRead = await readPage(listing, next);
    if (listing.signal?.aborted) return false;
    if (page.kind === 'read') {
      await listing.take(page.customers);
      if (page.next === null) return true;
      next = page.next;
      continue;
    }
    if (page.kind !== 'refused' || page.code !== 'continuation-refused' || restarts === RESTARTS)
      return false;
    restarts += 1;
    next = null;
    listing.onRestart?.();
  }
}

async function readPage(
  { partnerCenter, ofReseller, signal }: Listing,
  next: string | null,
): Promise<CustomerPageRead> {
  for (let tries = 1; ; tries += 1) {
    const page = await partnerCenter.customerPage(next, ofReseller);
    if (page.kind !== 'unavailable' || tries === PAGE_TRIES || signal?.aborted) return page;
  }
}
