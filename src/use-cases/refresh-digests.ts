import type { Delivery } from '../domain/delivery.ts';
import { composeDigest, digestNotice, languageOf, type ComposedDigest } from './digest.ts';
import type { Clock } from './ports/clock.ts';
import type { Messenger } from './ports/messenger.ts';
import type { Database } from './ports/stores.ts';

interface Needs {
  database: Database;
  messenger: Messenger;
  clock: Clock;
}

const PAGE = 100;
const TRY_AGAIN_MS = 15_000;

/** Edits every standing digest whose number is no longer true. What cannot be edited now is tried again soon. */
export async function refreshDigests(needs: Needs): Promise<void> {
  const { database } = needs;
  const composed = await composeDigest(database, null);
  let anyLater = false;
  for (;;) {
    const stale = await database.deliveries.standingWithOtherCount(composed.digest.unconfirmed, PAGE);
    for (const delivery of stale) anyLater = (await refresh(needs, delivery, composed)) || anyLater;
    if (stale.length < PAGE || anyLater) break;
  }
  if (anyLater) await database.jobs.send('refresh-digests', {}, { afterMs: TRY_AGAIN_MS, onceKey: 'all' });
}

/** Edits one standing digest; true when it has to be tried again. */
export async function refresh(needs: Needs, delivery: Delivery, composed: ComposedDigest): Promise<boolean> {
  const { database, messenger, clock } = needs;
  const conversation = await database.conversations.find(delivery.conversationId);
  const digest = { ...composed.digest, previousUnconfirmed: delivery.digest.previousUnconfirmed };
  if (!conversation?.reachability.reachable || !delivery.activityId) {
    await database.deliveries.markEdited(delivery.id, digest, clock.now());
    return false;
  }
  const notice = digestNotice({ ...composed, digest }, languageOf(conversation));
  const edited = await messenger.edit(conversation, delivery.activityId, notice);
  switch (edited.kind) {
    case 'later':
      return true;
    case 'unreachable': {
      const since = clock.now();
      const reachability = { reachable: false, reason: edited.reason, since } as const;
      await database.conversations.markReachability(conversation.id, reachability);
      await database.deliveries.markEdited(delivery.id, digest, since);
      return false;
    }
    case 'edited':
    case 'gone':
      // A deleted digest is nobody's any more: its number counts as said.
      await database.deliveries.markEdited(delivery.id, digest, clock.now());
      return false;
  }
}
