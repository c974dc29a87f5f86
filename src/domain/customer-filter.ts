/** Which customers are meant: all of the partner's, less for everything that is named. */
export interface CustomerFilter {
  /** Sold to through this reseller. */
  resellerId?: string;
  /** Assigned to this person (Entra object id). */
  assigneeId?: string;
  /** Waiting unconfirmed since before this instant. */
  waitingBefore?: Date;
}

/** Everyone. */
export const ALL_CUSTOMERS: CustomerFilter = {};
