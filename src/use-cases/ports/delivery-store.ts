import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { Delivery, DeliveryKind, Digest } from '../../domain/reminding/delivery.ts';

/** A digest to promise for a conversation's local day, which began at `dayStart`. */
export interface PlannedDigest {
  id: string;
  conversationId: string;
  period: CalendarDate;
  dayStart: Date;
  digest: Digest;
}

/** Standing digests of one scope. */
export interface StandingScope {
  /** Key of the scope that their conversations have now. */
  scope: string;
  digests: number;
  /** The smallest and the greatest number stated. */
  least: number;
  most: number;
  /** Whether one of them counts another scope's customers: it was chosen before. */
  isMixed: boolean;
}

/** Where a message is. */
export interface MessageSpot {
  conversationId: string;
  activityId: string;
}

export interface DeliveryStore {
  /** Promises a message; false when one for the same conversation, kind and period was promised before. */
  plan(delivery: {
    id: string;
    conversationId: string;
    kind: DeliveryKind;
    period: CalendarDate;
    digest: Digest;
    at: Date;
  }): Promise<boolean>;
  /**
   * Promises many digests in one statement, none where one was promised for that period or (probably) sent since the day
   * began, whatever its period was called then. Gives the conversations that will get one.
   */
  planDigests(digests: readonly PlannedDigest[], at: Date): Promise<string[]>;
  /** Promises a digest again whose message was deleted, in its own period; false when it is being sent just now. */
  replan(id: string, digest: Digest, at: Date): Promise<boolean>;
  /**
   * Takes one planned message for sending, or one promised long ago by a process that died before it began; undefined
   * when gone.
   */
  claim(id: string, at: Date): Promise<Delivery | undefined>;
  /**
   * Takes the digest that was promised longest ago, not after `before`, of a conversation that can be reached and has its
   * reminders neither off nor snoozed at `at`; undefined when there is none. Never gives one to two callers.
   */
  claimNext(at: Date, before: Date): Promise<Delivery | undefined>;
  /** Whether `claimNext` would find one. */
  anyPlanned(at: Date, before: Date): Promise<boolean>;
  /**
   * Makes it the standing one; the one before is `replaced`. `digest`: what it said in the end, if not as planned.
   */
  markPosted(id: string, activityId: string, at: Date, digest?: Digest): Promise<void>;
  /**
   * `unknown`: it may have arrived; `unreachable`: refused; `planned`: surely not sent, may be tried again;
   * `dropped`: surely not sent, and too late now. Does nothing when it was not claimed at `claimedAt` but by another
   * process since; surely not sent is said of one that was given up meanwhile, too.
   */
  markNotPosted(
    id: string,
    state: 'unknown' | 'unreachable' | 'planned' | 'dropped',
    at: Date,
    claimedAt: Date,
  ): Promise<void>;
  /** Removes up to `limit` that are over, of periods before `period`; gives back how many. One that stands stays. */
  forget(period: CalendarDate, limit: number): Promise<number>;
  /** Marks messages as `unknown` that a process took before `before` and was sending when it died. Returns how many. */
  abandonSending(before: Date): Promise<number>;
  /** The latest posted message of a kind in a conversation. */
  standing(conversationId: string, kind: DeliveryKind): Promise<Delivery | undefined>;
  /** `standing` for the digests of many conversations, by conversation id. */
  standingDigests(conversationIds: readonly string[]): Promise<Map<string, Delivery>>;
  /** All standing digests, gathered by scope. */
  standingScopes(): Promise<StandingScope[]>;
  /** Standing digests of a scope that state another number or count another scope; the latest first, without `except`. */
  standingUntrue(
    scope: string,
    unconfirmed: number,
    limit: number,
    except: readonly string[],
  ): Promise<Delivery[]>;
  /** Digests that were replaced and still have their buttons, with the activity id of what took their place. */
  replaced(limit: number): Promise<{ delivery: Delivery; replacedBy: string }[]>;
  /** Notes that a replaced digest needs nothing more. */
  markClosed(id: string): Promise<void>;
  /** Whether the bot sent this message unasked. */
  isOurs(message: MessageSpot): Promise<boolean>;
  markEdited(id: string, digest: Digest, at: Date): Promise<void>;
}
