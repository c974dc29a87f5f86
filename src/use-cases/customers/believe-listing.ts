import { isDoubtful, saysTheSame, SECOND_READING_AFTER_MS } from '../../domain/customers/listing.ts';
import type { CustomerStore } from '../ports/customer-store.ts';

/**
 * The stores' calls about a list, of the partner's customers or of one reseller's: who is missing, and whether it is
 * believed.
 */
export type Listing = Pick<CustomerStore, 'countUnlisted' | 'markLeft' | 'listingDoubt' | 'doubtListing'>;

/** What a complete list came to: how many left, and how many are missing while it is not believed yet. */
export interface Believed {
  left: number;
  doubted: number;
}

/**
 * Marks customers as left that a complete list lacks. A list that lacks many at once is doubted: then none counts as left
 * before a second reading, begun ten minutes later or more, lacks the same. `known`: how many customers there were when the
 * listing began.
 */
export async function believeListing(
  customers: Listing,
  { startedAt, known }: { startedAt: Date; known: number },
): Promise<Believed> {
  const missing = await customers.countUnlisted(startedAt);
  const doubt = await customers.listingDoubt();
  if (!isDoubtful({ missing, known })) {
    const left = missing > 0 ? await customers.markLeft(startedAt) : 0;
    if (doubt) await customers.doubtListing(undefined);
    return { left, doubted: 0 };
  }
  const isLater = doubt && startedAt.getTime() - doubt.since.getTime() >= SECOND_READING_AFTER_MS;
  if (doubt && !isLater) return { left: 0, doubted: missing };
  if (!doubt || !saysTheSame(doubt, await customers.countUnlisted(doubt.since))) {
    await customers.doubtListing({ since: startedAt, missing, known });
    return { left: 0, doubted: missing };
  }
  // The customers that both lists lack. The others are missing from this one only.
  const left = await customers.markLeft(doubt.since);
  await customers.doubtListing(undefined);
  const others = await believeListing(customers, { startedAt, known: known - left });
  return { left: left + others.left, doubted: others.doubted };
}
