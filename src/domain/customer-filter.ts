/** Which customers are meant: all of the partner's, less for everything that is named. */
export interface CustomerFilter {
  /** Sold to through this reseller. */
  resellerId?: string;
  /** Assigned to this person (Entra object id); null: to nobody. */
  assigneeId?: string | null;
  /** Waiting unconfirmed since before this instant. */
  waitingBefore?: Date;
  /** Whose latest statement was refused or got no clear answer. */
  needsAttention?: true;
  /** For whom details wait that somebody filled in and nobody has released. */
  hasCollected?: true;
}

/** Everyone. */
export const ALL_CUSTOMERS: CustomerFilter = {};
