import { setTimeout as pause } from 'node:timers/promises';
import type { Conversation } from '../../src/domain/conversations/conversation.ts';
import type { Logger } from '../../src/logger.ts';
import { rememberConversation } from '../../src/use-cases/conversations/know-conversation.ts';
import type { Clock } from '../../src/use-cases/ports/clock.ts';
import type { Database } from '../../src/use-cases/ports/stores.ts';
import { LRUCache } from 'lru-cache';
import { botLeft, teamChangeOf, type IncomingActivity } from '../teams/activity.ts';
import { createGatherer } from './gather.ts';
import { conversationOf } from '../teams/reference.ts';

/** How long what was read is believed: another process may have changed the conversation. */
const BELIEVED_MS = 30_000;
const KEPT = 10_000;
/** How long after its last message a conversation stays in memory: after that it is read when a message comes. */
const UNSEEN_MS = 24 * 60 * 60_000;
/** How long an answer that needs no database waits for it, where nothing is known of the conversation. */
const FIRST_WAIT_MS = 500;
/**
 * How long a turn that needs the database waits for its conversation, of the five seconds in which Teams wants an answer.
 */
const LONGEST_WAIT_MS = 2_000;
/** How long signs of life are gathered: the database hears of many conversations at once, and no turn waits for it. */
const GATHERED_MS = 500;

/** A conversation as far as it is known. `isKept` resolves with whether the database has it. */
export interface SeenConversation {
  conversation: Conversation;
  isKept(): Promise<boolean>;
}

/** The conversations seen lately, so that most turns need no database to know where they are. */
export interface KnownConversations {
  /**
   * The conversation of an activity as kept, written when anything about it is new. Falls back to what the activity says
   * when the database is away or takes more than two seconds, and it is tried again on the next turn.
   */
  see(activity: IncomingActivity): Promise<SeenConversation>;
  /**
   * As `see`, for a turn that needs no database: returns at once what is known, and writes and reads afterwards. For a
   * conversation never seen it waits half a second, then says what the activity does.
   */
  glance(activity: IncomingActivity): Promise<SeenConversation>;
  /** Has it read anew next time. */
  forget(conversationId: string): void;
  /** Resolves when all that was seen is written. */
  settle(): Promise<void>;
}

interface Known {
  conversation: Conversation;
  fingerprint: string;
  /** When the turn came for which it was written and read. */
  at: number;
  seenAt: number;
}

/** A write under way. Resolves with undefined when the database did not do it. */
interface Keeping {
  fingerprint: string;
  done: Promise<Conversation | undefined>;
}

interface Needs {
  database: Database;
  clock: Clock;
  log: Logger;
  /** How often known conversations are read anew. */
  rereadMs?: number;
}

export function createKnownConversations(needs: Needs): KnownConversations {
  const { database, clock, log, rereadMs = BELIEVED_MS } = needs;
  const known = new LRUCache<string, Known>({ max: KEPT });
  const keeping = new Map<string, Keeping>();
  const underWay = new Set<Promise<unknown>>();
  let isAway = false;
  let rereading: NodeJS.Timeout | undefined;
  /** A person who writes can be reached, whatever was found out in the meantime. */
  const healing = createGatherer<string>(
    (ids) => database.conversations.heal([...new Set(ids)]).catch(() => undefined),
    GATHERED_MS,
  );

  /** Never throws, for nothing waits for it. The log gets the first failure of several. */
  async function attempt<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    const working = work();
    underWay.add(working);
    try {
      const result = await working;
      isAway = false;
      return result;
    } catch (error) {
      if (!isAway) log.warn({ err: error }, 'Conversations could not be stored');
      isAway = true;
      return undefined;
    } finally {
      underWay.delete(working);
    }
  }

  function keep(seen: Conversation, fingerprint: string): Keeping['done'] {
    const before = keeping.get(seen.id);
    if (before?.fingerprint === fingerprint) return before.done;
    const now = clock.now().getTime();
    const done = attempt(async () => {
      // The address that came last is the one that stays.
      await before?.done;
      return rememberConversation(needs, seen);
    }).then((conversation) => {
      if (keeping.get(seen.id) !== mine) return conversation;
      keeping.delete(seen.id);
      if (conversation) note(seen.id, { conversation, fingerprint, at: now, seenAt: now });
      return conversation;
    });
    const mine: Keeping = { fingerprint, done };
    keeping.set(seen.id, mine);
    return done;
  }

  function note(id: string, one: Known): void {
    known.set(id, one);
    rereading ??= later();
  }

  function later(): NodeJS.Timeout {
    return setTimeout(() => {
      const working = reread().finally(() => underWay.delete(working));
      underWay.add(working);
    }, rereadMs).unref();
  }

  /** Reads what other processes have changed, all conversations at once, so that the next turn knows it. */
  async function reread(): Promise<void> {
    const now = clock.now().getTime();
    for (const [id, { seenAt }] of known) if (now - seenAt > UNSEEN_MS) known.delete(id);
    const before = new Map(known);
    const found = await attempt(() => database.conversations.among([...before.keys()]));
    for (const conversation of found ?? []) {
      const one = known.get(conversation.id);
      if (one && one === before.get(conversation.id)) one.conversation = conversation;
    }
    rereading = known.size > 0 ? later() : undefined;
  }

  function look(activity: IncomingActivity) {
    const seen = conversationOf(activity);
    const { reference, name, timeZone, tenantId, personId } = seen;
    const fingerprint = JSON.stringify([reference, name, timeZone, tenantId, personId]);
    const now = clock.now().getTime();
    const before = known.get(seen.id);
    if (before) before.seenAt = now;
    const isBelieved = before?.fingerprint === fingerprint && now - before.at < BELIEVED_MS;
    if (isBelieved && !tellsOfEnd(activity)) healing.add(seen.id);
    return { seen, fingerprint, before, isBelieved };
  }

  return {
    async see(activity) {
      // Signs of life from before must not be written after it.
      if (tellsOfEnd(activity)) await healing.settle();
      const { seen, fingerprint, before, isBelieved } = look(activity);
      if (before && isBelieved) return { conversation: before.conversation, isKept: async () => true };
      const done = keep(seen, fingerprint);
      const kept = await Promise.race([done, pause(LONGEST_WAIT_MS, undefined, { ref: false })]);
      const conversation = kept ?? before?.conversation ?? seen;
      return { conversation, isKept: async () => (await done) !== undefined };
    },
    async glance(activity) {
      const { seen, fingerprint, before, isBelieved } = look(activity);
      if (before && isBelieved) return { conversation: before.conversation, isKept: async () => true };
      const done = keep(seen, fingerprint);
      const isKept = async () => (await done) !== undefined;
      if (before) return { conversation: { ...before.conversation, reference: seen.reference }, isKept };
      const kept = await Promise.race([done, pause(FIRST_WAIT_MS, undefined, { ref: false })]);
      return { conversation: kept ?? seen, isKept };
    },
    forget(conversationId) {
      known.delete(conversationId);
      keeping.delete(conversationId);
    },
    async settle() {
      await Promise.allSettled([healing.settle(), ...underWay]);
      clearTimeout(rereading);
      rereading = undefined;
    },
  };
}

/** Whether an activity says that the bot left, which is no sign that its conversation can be reached. */
const tellsOfEnd = (activity: IncomingActivity): boolean =>
  botLeft(activity) || teamChangeOf(activity) !== undefined;
