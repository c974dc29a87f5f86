/** A list of customers that is not believed yet: how many it lacked of how many, and when its reading began. */
export interface ListingDoubt {
  since: Date;
  missing: number;
  known: number;
}

/** How many customers may be missing at once without a doubt, and which part of all of them. */
const FEW = 3;
const SMALL_PART = 1 / 10;

/**
 * How much later than the first reading the second one must begin: a service that is wrong for some minutes says the same
 * twice within them.
 */
export const SECOND_READING_AFTER_MS = 10 * 60_000;

const isMany = (some: number, all: number) => some > FEW && some > all * SMALL_PART;

/**
 * Whether a list that lacks `missing` of `known` customers is more likely a fault of the service than the truth: it is
 * empty, or lacks more than three customers and more than a tenth of all.
 */
export function isDoubtful({ missing, known }: Pick<ListingDoubt, 'missing' | 'known'>): boolean {
  return missing > 0 && (missing >= known || isMany(missing, known));
}

/**
 * Whether a second reading says the same as the doubted one, of whose missing customers `stillMissing` are missing again.
 */
export function saysTheSame(doubt: Pick<ListingDoubt, 'missing'>, stillMissing: number): boolean {
  return stillMissing > 0 && !isMany(doubt.missing - stillMissing, doubt.missing);
}
