import { AsyncLocalStorage } from 'node:async_hooks';
import type { SharedPace } from '../../src/use-cases/ports/shared-budgets.ts';
import { createConversationWindows } from './conversation-windows.ts';
import { createLeasedPlaces } from './leased-places.ts';
import { createRollingSecond } from './rolling-second.ts';
import { REAL_TIME, type Time } from '../../src/monotonic-time.ts';

/** A call that was made in its turn, or not made because its turn is too far off. */
export type Spent<Result> = { kind: 'made'; result: Result } | { kind: 'later'; retryAfterMs: number };

/** All calls to Teams: one budget per second for every process together, and Teams' windows of each conversation. */
export interface TeamsBudget {
  /**
   * Notes a call that goes out now, with its conversation when it is a message. Never waits, for a person may be waiting
   * for the answer. Returns what to call once it was answered.
   */
  note(conversationId: string | undefined): () => void;
  /**
   * Makes a call that no person waits for, as soon as budget and conversation allow; waiting calls are served in order. Rejects with
   * what the call rejects with. Opening chats is rationed like a conversation: any name will do for one.
   */
  spend<Result>(conversationId: string | undefined, call: () => Promise<Result>): Promise<Spent<Result>>;
  /** Sends nothing unasked to a conversation for `ms`. */
  rest(conversationId: string, ms: number): void;
  /**
   * Notes that Teams refused a call as one too many and asked for a pause. Told by two conversations within two seconds,
   * it is the limit of the whole app, and every process waits.
   */
  throttled(conversationId: string | undefined, retryAfterMs: number): void;
}

interface Options {
  perSecond: number;
  pace: SharedPace;
  time?: Time;
}

interface Waiter {
  conversationId: string | undefined;
  start(): void;
  putOff(retryAfterMs: number): void;
}

/** How long a call waits in line at most: its caller plans another try instead. */
const LONGEST_WAIT_MS = 30_000;
/** How close two refusals are that have one reason. */
const SAME_REASON_MS = 2_000;
/** How often a process without a lease tells the others how many calls its answers took. */
const TELL_MS = 500;

export function createTeamsBudget({ perSecond, pace, time = REAL_TIME }: Options): TeamsBudget {
  /** Carries the place of a call that waited to where it goes out. */
  const reservation = new AsyncLocalStorage<{ isOpen: boolean; conversationId: string | undefined }>();
  const windows = createConversationWindows();
  const second = createRollingSecond(perSecond);
  const places = createLeasedPlaces({ perSecond, pace, time, onChange });
  const waiting: Waiter[] = [];
  let pausedUntil = -Infinity;
  let lastRefusal: { conversationId: string | undefined; at: number } | undefined;
  let cancelWake: (() => void) | undefined;
  let telling = false;

  function onChange(pausedForMs: number): void {
    if (pausedForMs > 0) pausedUntil = Math.max(pausedUntil, time.now() + pausedForMs);
    serve();
  }

  function serve(): void {
    cancelWake?.();
    for (;;) {
      const now = time.now();
      if (now < pausedUntil) return holdAll(now);
      const { next, freeAt } = firstFree(now);
      if (!next) return wakeAt(freeAt);
      const secondFree = second.freeAt(now);
      if (secondFree > now) {
        places.refill(waiting.length);
        return wakeAt(secondFree);
      }
      const place = places.take(now);
      if (place.kind === 'taken') waiting.splice(waiting.indexOf(next), 1);
      places.refill(waiting.length);
      if (place.kind === 'at') return wakeAt(place.at);
      next.start();
    }
  }

  /** Returns the first in line whose conversation takes a message now; else when one does. */
  function firstFree(now: number): { next?: Waiter; freeAt?: number } {
    let earliest = Infinity;
    for (const waiter of [...waiting]) {
      const { conversationId: id } = waiter;
      const freeAt = id === undefined ? now : windows.freeAt(id, now, places.processes());
      if (freeAt <= now) return { next: waiter };
      if (freeAt - now > LONGEST_WAIT_MS) putOff(waiter, freeAt - now);
      else earliest = Math.min(earliest, freeAt);
    }
    return earliest < Infinity ? { freeAt: earliest } : {};
  }

  function holdAll(now: number): void {
    const remaining = pausedUntil - now;
    if (remaining <= LONGEST_WAIT_MS) return wakeAt(pausedUntil);
    for (const waiter of [...waiting]) putOff(waiter, remaining);
  }

  function putOff(waiter: Waiter, ms: number): void {
    waiting.splice(waiting.indexOf(waiter), 1);
    waiter.putOff(Math.ceil(ms));
  }

  /** Serves the line again at an instant. Without one, a lease that comes or a call that ends will. */
  function wakeAt(at: number | undefined): void {
    if (at !== undefined && waiting.length > 0) cancelWake = time.after(Math.max(1, at - time.now()), serve);
  }

  /** Tells the other processes soon: a process that only answers takes from the budget too. */
  function tellSoon(): void {
    if (telling) return;
    telling = true;
    const timer = setTimeout(() => {
      telling = false;
      places.refill(waiting.length);
    }, TELL_MS);
    timer.unref();
  }

  async function make<Result>(conversationId: string | undefined, call: () => Promise<Result>) {
    const place = { isOpen: true, conversationId };
    second.reserve();
    if (conversationId !== undefined) windows.reserve(conversationId);
    try {
      return { kind: 'made', result: await reservation.run(place, call) } as const;
    } finally {
      // The call failed before it was made, such as when the bot got no token.
      if (place.isOpen) {
        place.isOpen = false;
        second.dropped();
        if (conversationId !== undefined) windows.dropped(conversationId);
      }
      serve();
    }
  }

  return {
    note(conversationId) {
      const place = reservation.getStore();
      const wasReserved = place?.isOpen ?? false;
      const spoken = wasReserved ? place?.conversationId : conversationId;
      if (place) place.isOpen = false;
      const now = time.now();
      const answered = second.sent(now, wasReserved);
      if (spoken !== undefined) windows.sent(spoken, now, wasReserved);
      if (!wasReserved) {
        places.spend();
        tellSoon();
      }
      return () => {
        answered(time.now());
        serve();
      };
    },
    spend: (conversationId, call) =>
      new Promise((resolve, reject) => {
        waiting.push({
          conversationId,
          start: () => void make(conversationId, call).then(resolve, reject),
          putOff: (retryAfterMs) => resolve({ kind: 'later', retryAfterMs }),
        });
        serve();
      }),
    rest(conversationId, ms) {
      windows.rest(conversationId, time.now() + ms);
    },
    throttled(place, retryAfterMs) {
      const at = time.now();
      const conversationId = reservation.getStore()?.conversationId ?? place;
      if (conversationId !== undefined) windows.rest(conversationId, at + retryAfterMs);
      const isOther = lastRefusal !== undefined && lastRefusal.conversationId !== conversationId;
      if (isOther && at - lastRefusal!.at <= SAME_REASON_MS && retryAfterMs > 0) {
        pausedUntil = Math.max(pausedUntil, at + retryAfterMs);
        void pace.pause(retryAfterMs).catch(() => undefined);
      }
      lastRefusal = { conversationId, at };
      serve();
    },
  };
}
