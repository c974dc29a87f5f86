import type { Delivery } from '../../domain/reminding/delivery.ts';
import type { EscalationRule } from '../../domain/reminding/escalation.ts';
import { createComposer, type DigestComposer } from './digest-composer.ts';
import { digestNotice, languageOf, unchanged } from './digest.ts';
import type { Clock } from '../ports/clock.ts';
import type { Messenger } from '../ports/messenger.ts';
import type { Database } from '../ports/stores.ts';
import { editIn } from '../conversations/speak.ts';

interface Needs {
  database: Database;
  messenger: Messenger;
  clock: Clock;
  escalation: EscalationRule;
}

const PAGE = 100;
/** How many digests are edited at once: beside digests being sent, edits take only a share of the budget. */
const AT_ONCE = 4;
const TRY_AGAIN_MS = 15_000;
/** After how many edits that Teams did not take the rest waits too. */
const POSTPONED = 50;

/**
 * Edits every standing digest whose number is no longer true, those posted last first. The numbers are counted once for
 * each scope, however many digests state it. What cannot be edited now is tried again soon.
 */
export async function refreshDigests(needs: Needs): Promise<void> {
  const { deliveries, scopes, jobs } = needs.database;
  const standing = await deliveries.standingScopes();
  const counts = await scopes.counts(standing.map(({ scope }) => scope));
  const postponed: string[] = [];
  for (const { scope, least, most, isMixed } of standing) {
    const unconfirmed = counts.get(scope)?.unconfirmed ?? 0;
    if (isMixed || least !== unconfirmed || most !== unconfirmed) await refreshScope(needs, scope, postponed);
    if (postponed.length >= POSTPONED) break;
  }
  if (postponed.length > 0) {
    await jobs.send('refresh-digests', {}, { afterMs: TRY_AGAIN_MS, onceKey: 'all' });
  }
}

async function refreshScope(needs: Needs, scope: string, postponed: string[]): Promise<void> {
  const composer = createComposer(needs);
  while (postponed.length < POSTPONED) {
    const { unconfirmed = 0 } = (await composer.counts([scope])).get(scope) ?? {};
    const untrue = await needs.database.deliveries.standingUntrue(scope, unconfirmed, PAGE, postponed);
    if (untrue.length === 0) return;
    const worker = async () => {
      for (let next = untrue.shift(); next; next = untrue.shift()) {
        if (await refreshDigest(needs, composer, next)) postponed.push(next.id);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }
}

/** Edits one standing digest to what holds now; true when it has to be tried again. */
export async function refreshDigest(
  needs: Needs,
  composer: DigestComposer,
  delivery: Delivery,
): Promise<boolean> {
  const { database, clock } = needs;
  const conversation = await database.conversations.find(delivery.conversationId);
  const composed = await composer.compose(delivery.conversationId, unchanged(delivery.digest));
  if (!conversation?.reachability.reachable || !delivery.activityId) {
    await database.deliveries.markEdited(delivery.id, composed.digest, clock.now());
    return false;
  }
  const notice = digestNotice(composed, languageOf(conversation));
  const edited = await editIn(needs, conversation, delivery.activityId, notice);
  switch (edited.kind) {
    case 'later':
      return true;
    case 'unreachable':
    case 'edited':
    case 'gone':
      // People cannot read a deleted digest: its number counts as true.
      await database.deliveries.markEdited(delivery.id, composed.digest, clock.now());
      return false;
  }
}
