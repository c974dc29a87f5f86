/** One reseller's, or one person's, part of the customers. */
export interface Share {
  id: string;
  name: string;
  unconfirmed: number;
  total: number;
}

/** Those with the most unconfirmed customers; `more`: how many others have any. */
export interface Breakdown {
  top: Share[];
  more: number;
}
