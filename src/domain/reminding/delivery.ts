import type { CalendarDate } from '../time/calendar-date.ts';
import { EVERYONE, scopeOfKey, type Scope } from './scope.ts';

/** `digest`: the reminder of a conversation and period. */
export type DeliveryKind = 'digest';

/** `dropped`: its local day was over before it could be sent. */
export const DELIVERY_STATES = [
  'planned',
  'sending',
  'posted',
  'edited',
  'unreachable',
  'unknown',
  'dropped',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** How many customers a digest names, each with its button. */
export const DIGEST_NAMES = 5;

/** What a digest says, kept to see whether a posted one is still true. */
export interface Digest {
  unconfirmed: number;
  total: number;
  /** How many unconfirmed customers are paused, and so not counted; none when absent. */
  paused?: number;
  /** The customers named, most urgent first. */
  customerIds: string[];
  /** The figure of the digest before, for the change since. */
  previousUnconfirmed: number | null;
  /** When the digest before was posted, ISO; and how many customers wait only since then. */
  since?: string;
  newcomers?: number;
  /** The key of the scope counted; all customers when absent. */
  scope?: string;
}

/** Returns which customers a digest counts. */
export const scopeOfDigest = ({ scope }: Digest): Scope =>
  scope === undefined ? EVERYONE : scopeOfKey(scope);

/** One message promised unasked. */
export interface Delivery {
  id: string;
  conversationId: string;
  kind: DeliveryKind;
  period: CalendarDate;
  state: DeliveryState;
  digest: Digest;
  activityId: string | null;
  postedAt?: Date | null;
}
