import { beginLease, SENDING_MS, type Lease } from '../../domain/confirming/lease.ts';
import type { Conversation } from '../../domain/conversations/conversation.ts';
import type { Ask } from '../../domain/customers/ask.ts';
import { momentOf, type Clock } from '../ports/clock.ts';
import type { Messenger, Posted } from '../ports/messenger.ts';
import type { Stores } from '../ports/stores.ts';
import { postIn } from '../conversations/speak.ts';

interface Needs {
  database: Pick<Stores, 'asks' | 'conversations' | 'customers' | 'jobs'>;
  messenger: Pick<Messenger, 'post'>;
  clock: Clock;
}

/** How many people a run told or could not tell. */
export type AskersTold = Record<'told' | 'unknown' | 'unreachable' | 'later', number>;

/**
 * Tells the people who asked a customer that it is confirmed, each at most once: in their own chat where the bot may speak
 * there, else where they asked. A person whom a process was telling when it died counts as perhaps told. Stops early, after
 * the one in hand, when the signal is aborted.
 */
export async function tellAskers(needs: Needs, signal?: AbortSignal): Promise<AskersTold> {
  const { database, clock } = needs;
  const run: AskersTold = { told: 0, unknown: 0, unreachable: 0, later: 0 };
  run.unknown = await database.asks.abandonTelling(new Date(clock.now().getTime() - SENDING_MS));
  let postponedMs = 0;
  while (!signal?.aborted) {
    const lease = beginLease(SENDING_MS, () => momentOf(clock));
    const ask = await database.asks.claimAnswered(clock.now());
    if (!ask) break;
    const posted = await tell(needs, ask, lease);
    const at = clock.now();
    if (posted.kind === 'later') {
      postponedMs = Math.max(postponedMs, posted.retryAfterMs);
      await database.asks.postpone(ask, new Date(at.getTime() + posted.retryAfterMs));
      run.later += 1;
      continue;
    }
    const state = posted.kind === 'posted' ? 'told' : posted.kind;
    await database.asks.settle(ask, { state, at });
    run[state] += 1;
  }
  if (postponedMs > 0) {
    await database.jobs.send('tell-askers', {}, { afterMs: postponedMs, onceKey: 'later' });
  }
  return run;
}

async function tell(needs: Needs, ask: Ask, lease: Lease): Promise<Posted> {
  const { database } = needs;
  const customer = await database.customers.find(ask.customerId);
  const asked = await database.conversations.find(ask.place.conversationId);
  if (!customer || !asked) return { kind: 'unreachable', reason: 'unknown' };
  const own = await database.conversations.personal(ask.by.id, asked.tenantId);
  const places = [own, asked].filter(
    (place): place is Conversation => place?.reachability.reachable === true,
  );
  let posted: Posted = { kind: 'unreachable', reason: 'unknown' };
  for (const place of places) {
    const replyTo = place.id === asked.id ? (ask.place.activityId ?? undefined) : undefined;
    const language = place.language ?? ask.language;
    const notice = { kind: 'accepted', language, customer, ask } as const;
    posted = await postIn(needs, place, notice, { replyTo, lease });
    if (posted.kind !== 'unreachable') return posted;
  }
  return posted;
}
