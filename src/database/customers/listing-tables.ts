import type { Generated } from 'kysely';

/** At most one row: a list of customers that is not believed yet. */
export interface ListingDoubtTable {
  is_only: Generated<boolean>;
  since: Date;
  missing: number;
  known: number;
}

/** At most one row: when a sync last succeeded. */
export interface LastGoodSyncTable {
  is_only: Generated<boolean>;
  at: Date;
}
