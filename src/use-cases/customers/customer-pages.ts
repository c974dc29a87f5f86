import type { ListedCustomer } from '../../domain/customers/customer.ts';
import type { CustomerPageRead, PartnerCenter } from '../ports/partner-center.ts';

/** A page that was not given is asked for so often. */
const PAGE_TRIES = 3;
/** A service that forgets every continuation token would keep us at the first pages for ever. */
const RESTARTS = 3;

interface Listing {
  partnerCenter: Pick<PartnerCenter, 'customerPage'>;
  /** One reseller's customers; everybody's otherwise. */
  ofReseller?: string;
  signal?: AbortSignal | undefined;
  /** Called for each page; once more for pages that were given before the list had to begin anew. */
  take: (customers: ListedCustomer[]) => Promise<void>;
  /** The list begins anew. */
  onRestart?: () => void;
}

/**
 * Goes through the partner's customers page by page, however many there are. A continuation token that the service no
 * longer takes means to begin again from the first page. False when the list was not read to its end.
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
