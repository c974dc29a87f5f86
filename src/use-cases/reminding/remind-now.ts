import { periodAt } from '../../domain/reminding/reminder-schedule.ts';
import type { Conversation } from '../../domain/conversations/conversation.ts';
import type { EscalationRule } from '../../domain/reminding/escalation.ts';
import { createComposer } from './digest-composer.ts';
import { digestNotice, languageOf, unchanged } from './digest.ts';
import type { Clock, IdSource } from '../ports/clock.ts';
import type { Messenger } from '../ports/messenger.ts';
import type { Database } from '../ports/stores.ts';
import { deliverDigest } from './send-reminders.ts';

interface Needs {
  database: Database;
  messenger: Messenger;
  clock: Clock;
  ids: IdSource;
  escalation: EscalationRule;
}

export type RemindedNow =
  | { kind: 'posted' }
  /** A digest stood there already, in this message. */
  | { kind: 'edited'; activityId: string }
  | { kind: 'nothing-to-say'; total: number }
  | { kind: 'not-possible' };

/**
 * Brings a conversation's reminder up to date at once: the standing digest is edited, or one is posted when there is
 * none. A posted one is this period's, so the schedule does not add another.
 */
export async function remindNow(needs: Needs, conversation: Conversation): Promise<RemindedNow> {
  const { database, clock, messenger } = needs;
  const standing = await database.deliveries.standing(conversation.id, 'digest');
  const before = standing ? unchanged(standing.digest) : null;
  const composed = await createComposer(needs).compose(conversation.id, before);
  if (standing?.activityId) {
    const notice = digestNotice(composed, languageOf(conversation));
    const edited = await messenger.edit(conversation, standing.activityId, notice);
    if (edited.kind === 'edited') {
      await database.deliveries.markEdited(standing.id, composed.digest, clock.now());
      return { kind: 'edited', activityId: standing.activityId };
    }
    if (edited.kind !== 'gone') return { kind: 'not-possible' };
  }
  const { unconfirmed, total } = composed.digest;
  if (unconfirmed === 0 && !composed.escalation) return { kind: 'nothing-to-say', total };
  const deliveryId = standing?.id ?? needs.ids.next();
  const reminder = await database.reminders.find(conversation.id);
  const timeZone = reminder?.settings.timeZone ?? conversation.timeZone ?? 'UTC';
  const now = clock.now();
  const promised = standing
    ? await database.deliveries.replan(standing.id, composed.digest, now)
    : await database.deliveries.plan({
        id: deliveryId,
        conversationId: conversation.id,
        kind: 'digest',
        period: periodAt({ timeZone }, now),
        digest: composed.digest,
        at: now,
      });
  if (!promised) return { kind: 'not-possible' };
  const delivered = await deliverDigest(needs, conversation, deliveryId, composed);
  return delivered === 'posted' ? { kind: 'posted' } : { kind: 'not-possible' };
}
