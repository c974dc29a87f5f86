import type { Outcome } from '../domain/confirmation.ts';
import type { Conversation } from '../domain/conversation.ts';
import type { JobSender } from './ports/jobs.ts';
import type { Edited, Messenger, Notice, Posted } from './ports/messenger.ts';
import type { ConfirmationStore, ConversationStore, CustomerStore } from './ports/stores.ts';

interface Needs {
  database: {
    confirmations: Pick<ConfirmationStore, 'find'>;
    conversations: Pick<ConversationStore, 'find' | 'markReachability'>;
    customers: Pick<CustomerStore, 'findEvenIfLeft'>;
    jobs: JobSender;
  };
  messenger: Messenger;
  clock: { now(): Date };
}

/** What became of it, for the log. */
export interface OutcomeShown {
  confirmationId: string;
  correlationId: string;
  outcome: Outcome['kind'];
  shown: Exclude<Edited['kind'], 'gone'> | Posted['kind'];
}

/**
 * Shows how a statement ended where its form was: the message is edited, or, when the form was opened from a digest or
 * its message is gone, the outcome comes as a message of its own. Undefined when there is nothing to show, or nowhere.
 */
export async function showOutcome(needs: Needs, confirmationId: string): Promise<OutcomeShown | undefined> {
  const { database, messenger } = needs;
  const confirmation = await database.confirmations.find(confirmationId);
  if (!confirmation?.outcome) return undefined;
  const { place, language } = confirmation;
  const conversation = await database.conversations.find(place.conversationId);
  // That the customer has left may be the very outcome to show.
  const customer = await database.customers.findEvenIfLeft(confirmation.customerId);
  if (!conversation?.reachability.reachable || !customer) return undefined;

  const notice: Notice = { kind: 'outcome', language, confirmation, customer };
  const edited =
    place.activityId && !place.isDigest
      ? await messenger.edit(conversation, place.activityId, notice)
      : ({ kind: 'gone' } as const);
  const shown =
    edited.kind === 'gone'
      ? await messenger.post(conversation, notice, place.activityId ?? undefined)
      : edited;
  if (shown.kind === 'later') {
    await database.jobs.send('show-outcome', { confirmationId }, { afterMs: shown.retryAfterMs });
  }
  if (shown.kind === 'unreachable') await markUnreachable(needs, conversation, shown.reason);
  const { correlationId, outcome } = confirmation;
  return { confirmationId, correlationId, outcome: outcome.kind, shown: shown.kind };
}

async function markUnreachable(needs: Needs, { id }: Conversation, reason: string): Promise<void> {
  const since = needs.clock.now();
  await needs.database.conversations.markReachability(id, { reachable: false, reason, since });
}
