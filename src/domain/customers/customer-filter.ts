/** Which customers are meant: all of the partner's, less for everything that is named. */
export interface CustomerFilter {
  /** Sold to through this reseller. */
  resellerId?: string;
  /** Assigned to this person (Entra object id); null: to no one. */
  assigneeId?: string | null;
  /** Waiting unconfirmed since before this instant. */
  waitingBefore?: Date;
  /** Whose latest confirmation was refused or got no clear answer. */
  needsAttention?: true;
  /** For whom details are filled in and not yet released. */
  hasCollected?: true;
  /** Whose acceptance no longer counts. */
  toRenew?: true;
  /** Whose name or domain fits what was typed, as in a search; `nearly`: with one typing mistake in each word. */
  named?: string;
  nearly?: true;
}

/** How unconfirmed customers can be sorted; those who wait longest come first within the same assignee. */
export type CustomerOrder = 'waiting' | 'name' | 'assignee';

/** Everyone. */
export const ALL_CUSTOMERS: CustomerFilter = {};

/** Whether a filter leaves out all but unconfirmed customers, by what no count is kept of. */
export const isAboutUnconfirmed = ({
  waitingBefore,
  needsAttention,
  hasCollected,
  toRenew,
  named,
}: CustomerFilter): boolean =>
  [waitingBefore, needsAttention, hasCollected, toRenew, named].some((narrowing) => narrowing !== undefined);
