import type { CalendarDate } from './calendar-date.ts';

/** `digest`: the reminder of a conversation and period. */
export type DeliveryKind = 'digest';

export const DELIVERY_STATES = ['planned', 'sending', 'posted', 'edited', 'unreachable', 'unknown'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What a digest says, kept to see whether a posted one still says the truth. */
export interface Digest {
  unconfirmed: number;
  total: number;
  /** The customers named, most urgent first. */
  customerIds: string[];
  /** The figure of the digest before, for the change since. */
  previousUnconfirmed: number | null;
}

/** One message promised unasked. */
export interface Delivery {
  id: string;
  conversationId: string;
  kind: DeliveryKind;
  period: CalendarDate;
  state: DeliveryState;
  digest: Digest;
  activityId: string | null;
}
