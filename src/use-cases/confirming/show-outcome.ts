import type { CardPlace, Confirmation, Outcome } from '../../domain/confirming/confirmation.ts';
import type { Conversation } from '../../domain/conversations/conversation.ts';
import type { Customer } from '../../domain/customers/customer.ts';
import { waitingFor, type Waiting } from '../../domain/confirming/filing-pause.ts';
import type { Language } from '../../domain/language.ts';
import type { FilingPauseStore } from '../ports/filing-pause-store.ts';
import type { JobSender } from '../ports/jobs.ts';
import type { Edited, Messenger, Notice, Posted } from '../ports/messenger.ts';
import type { ConfirmationStore } from '../ports/confirmation-store.ts';
import type { ConversationStore } from '../ports/conversation-store.ts';
import type { CustomerStore } from '../ports/customer-store.ts';
import { editIn, postIn } from '../conversations/speak.ts';

interface Needs {
  database: {
    confirmations: Pick<ConfirmationStore, 'find'>;
    conversations: Pick<ConversationStore, 'find' | 'markReachability'>;
    customers: Pick<CustomerStore, 'findEvenIfLeft'>;
    filingPause: Pick<FilingPauseStore, 'current'>;
    jobs: JobSender;
  };
  messenger: Messenger;
  clock: { now(): Date };
  /** Looks for the customer to go on with; must not throw. */
  findNext?: (confirmation: Confirmation, place: Conversation) => Promise<Customer | undefined>;
}

/** What became of it, for the log. */
export interface OutcomeShown {
  confirmationId: string;
  correlationId: string;
  outcome: Outcome['kind'] | 'collected' | Waiting;
  shown: Exclude<Edited['kind'], 'gone'> | Posted['kind'];
}

/**
 * Shows how a confirmation ended where its form was, and before that what it waits for. It edits the form's message. When the
 * form was opened from a digest or its message is gone, the outcome comes as a message of its own. Details that wait for a
 * release are shown like this too. Their outcome goes both to the person who filled them in and to the one who released
 * them; `only`: the one of both that could not be reached before. Returns nothing when there is nothing to show, or nowhere.
 */
export async function showOutcome(
  needs: Needs,
  confirmationId: string,
  only?: number,
): Promise<OutcomeShown[]> {
  const { database } = needs;
  const confirmation = await database.confirmations.find(confirmationId);
  if (!confirmation) return [];
  const isOpen = confirmation.outcome === null && confirmation.state !== 'collected';
  const waiting = isOpen ? waitingFor(confirmation, await database.filingPause.current()) : undefined;
  if (isOpen && !waiting) return [];
  // Also a customer that has left: that may be the very outcome to show.
  const customer = await database.customers.findEvenIfLeft(confirmation.customerId);
  if (!customer) return [];
  const all: OutcomeShown[] = [];
  for (const [spot, { place, language }] of spotsOf(confirmation).entries()) {
    if (only !== undefined && only !== spot) continue;
    const notice = noticeOf(confirmation, customer, language, waiting);
    const shown = await showAt(needs, { spot, place }, notice);
    if (shown) all.push(shown);
  }
  return all;
}

type Spot = Pick<Confirmation, 'place' | 'language'>;

function spotsOf({ place, language, collected }: Confirmation): Spot[] {
  const isElsewhere =
    collected &&
    (collected.place.conversationId !== place.conversationId ||
      collected.place.activityId !== place.activityId);
  return [{ place, language }, ...(isElsewhere ? [collected] : [])];
}

type ConfirmationNotice = Extract<Notice, { kind: 'outcome' | 'collected' | 'waiting' }>;

function noticeOf(
  confirmation: Confirmation,
  customer: Customer,
  language: Language,
  waiting: Waiting | undefined,
): ConfirmationNotice {
  if (waiting) return { kind: 'waiting', language, confirmation, customer, waiting };
  return { kind: confirmation.outcome ? 'outcome' : 'collected', language, confirmation, customer };
}

async function showAt(
  needs: Needs,
  { spot, place }: { spot: number; place: CardPlace },
  drawn: ConfirmationNotice,
): Promise<OutcomeShown | undefined> {
  const { database } = needs;
  const conversation = await database.conversations.find(place.conversationId);
  if (!conversation?.reachability.reachable) return undefined;
  const next =
    drawn.kind === 'outcome' ? await needs.findNext?.(drawn.confirmation, conversation) : undefined;
  const notice = next ? { ...drawn, next } : drawn;
  const edited =
    place.activityId && !place.isDigest
      ? await editIn(needs, conversation, place.activityId, notice)
      : ({ kind: 'gone' } as const);
  // A confirmation still on its way is no news: it is said on its card, or not at all.
  if (edited.kind === 'gone' && notice.kind === 'waiting') return undefined;
  const shown =
    edited.kind === 'gone'
      ? await postIn(needs, conversation, notice, { replyTo: place.activityId ?? undefined })
      : edited;
  const { id: confirmationId, correlationId, outcome } = notice.confirmation;
  if (shown.kind === 'later') {
    await database.jobs.send('show-outcome', { confirmationId, spot }, { afterMs: shown.retryAfterMs });
  }
  return {
    confirmationId,
    correlationId,
    outcome: outcome?.kind ?? (notice.kind === 'waiting' ? notice.waiting : 'collected'),
    shown: shown.kind,
  };
}
