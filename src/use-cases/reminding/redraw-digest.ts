import type { EscalationRule } from '../../domain/reminding/escalation.ts';
import type { Clock } from '../ports/clock.ts';
import type { Messenger } from '../ports/messenger.ts';
import type { Database } from '../ports/stores.ts';
import { createComposer } from './digest-composer.ts';
import { refreshDigest } from './refresh-digests.ts';

interface Needs {
  database: Database;
  messenger: Messenger;
  clock: Clock;
  escalation: EscalationRule;
}

const TRY_AGAIN_MS = 15_000;

/**
 * Edits the digest that stands in a conversation to its present state, even where its number is still true, so that people
 * see that reminders were stopped or come again. Does nothing where none stands.
 */
export async function redrawDigest(needs: Needs, conversationId: string): Promise<void> {
  const { deliveries, jobs } = needs.database;
  const standing = await deliveries.standing(conversationId, 'digest');
  if (!standing) return;
  const isLater = await refreshDigest(needs, createComposer(needs), standing);
  if (isLater) {
    await jobs.send('redraw-digest', { conversationId }, { afterMs: TRY_AGAIN_MS, onceKey: conversationId });
  }
}
