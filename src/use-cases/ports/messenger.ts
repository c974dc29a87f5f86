import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { AccountReason, Confirmation } from '../../domain/confirming/confirmation.ts';
import type { Conversation } from '../../domain/conversations/conversation.ts';
import type { Ask } from '../../domain/customers/ask.ts';
import type { Customer } from '../../domain/customers/customer.ts';
import type { Digest } from '../../domain/reminding/delivery.ts';
import type { ReminderHalt } from '../../domain/reminding/reminder.ts';
import type { Escalation } from '../../domain/reminding/escalation.ts';
import type { Waiting } from '../../domain/confirming/filing-pause.ts';
import type { ImportView } from '../../domain/importing/import.ts';
import type { Language } from '../../domain/language.ts';
import type { Lease } from '../../domain/confirming/lease.ts';
import type { Question } from '../../domain/asking/question.ts';
import type { Scope } from '../../domain/reminding/scope.ts';

/** What to tell people unasked, as a value; the bot picks its card. */
export type Notice =
  /** `next`: the customer to go on with, where its form was opened. */
  | {
      kind: 'outcome';
      language: Language;
      confirmation: Confirmation;
      customer: Customer;
      next?: Customer | undefined;
    }
  /** A confirmation that takes longer than usual, in the place of its card. */
  | { kind: 'waiting'; language: Language; confirmation: Confirmation; customer: Customer; waiting: Waiting }
  /** Filing is paused for a fault of the partner's own account, or goes on. */
  | { kind: 'account'; language: Language; what: 'paused' | 'resumed'; reason: AccountReason; code: string }
  /** Details that wait for a person who may confirm. */
  | { kind: 'collected'; language: Language; confirmation: Confirmation; customer: Customer }
  | {
      kind: 'digest';
      language: Language;
      digest: Digest;
      /** The customers of `digest.customerIds`, in that order. */
      customers: Customer[];
      oldestWaitingSince: Date | null;
      /** Whose customers it is about; everyone's when not said. */
      about?: { kind: Scope['kind']; resellerName: string | null };
      /** The one person who reads it, in a personal chat. */
      readerId?: string;
      /** Customers that wait too long; given only in the conversation that is told of them. */
      escalation?: Escalation;
      /** What keeps the next one from coming. */
      halt?: ReminderHalt;
    }
  /** What remains of a digest that another one has replaced, in message `replacedBy`. */
  | { kind: 'digest-replaced'; language: Language; digest: Digest; period: CalendarDate; replacedBy: string }
  /** A question for an expert, or what became of it. `askedIn`: where it was asked, if known. */
  | { kind: 'question'; language: Language; question: Question; askedIn: Conversation | undefined }
  /** An expert's answer, for the person who asked. */
  | { kind: 'answer'; language: Language; question: Question }
  /** A customer that this person asked is confirmed now. */
  | { kind: 'accepted'; language: Language; customer: Customer; ask: Ask }
  | { kind: 'question-failed'; language: Language; question: Question }
  /** A file of acceptances, as it stands now. */
  | { kind: 'import'; language: Language; view: ImportView }
  /** Asks a person for consent to put a file among their own; `size` in bytes. */
  | { kind: 'file-offer'; language: Language; offer: { id: string; name: string; size: number } }
  /** Where the person's own machine, which the bot runs on, fetches a file. */
  | { kind: 'file-linked'; language: Language; file: { name: string; url: string } }
  /** Where the file is now. */
  | {
      kind: 'file-sent';
      language: Language;
      file: { name: string; uniqueId: string; fileType: string; contentUrl: string };
    }
  /** What became of an offer, in its place. */
  | { kind: 'file-closed'; language: Language; how: 'sent' | 'declined' | 'failed' | 'gone'; name: string };

export type Posted =
  | { kind: 'posted'; activityId: string }
  /** The conversation refuses the bot until an event shows it back; `reason` is the channel's code. */
  | { kind: 'unreachable'; reason: string }
  /** Surely not sent; may be tried again after the pause. */
  | { kind: 'later'; retryAfterMs: number }
  /** Sent, but it is unknown whether it arrived. */
  | { kind: 'unknown' };

export type Edited =
  | { kind: 'edited' }
  | { kind: 'gone' }
  | { kind: 'unreachable'; reason: string }
  | { kind: 'later'; retryAfterMs: number };

export type ChatOpened =
  | { kind: 'opened'; conversation: Conversation }
  /** A person Teams does not let the bot speak to: not in the tenant, or without the app. `reason` is the channel's code. */
  | { kind: 'unreachable'; reason: string }
  | { kind: 'later'; retryAfterMs: number };

/** Sends messages unasked. Expected failures are returned, never thrown. */
export interface Messenger {
  /**
   * Posts a notice. `replyToActivityId`: as a reply to that message, where the channel has threads. `lease`: the right to
   * send it; the answer is `later`, with surely nothing sent, when too little of it is left when the message would go out.
   */
  post(
    conversation: Conversation,
    notice: Notice,
    replyToActivityId?: string,
    lease?: Lease,
  ): Promise<Posted>;
  edit(conversation: Conversation, activityId: string, notice: Notice): Promise<Edited>;
}

/** Opens chats with people. Expected failures are returned, never thrown. */
export interface ChatOpener {
  /**
   * Opens the chat with a person of the tenant of `via`, a known conversation. `id`: Entra object id, or the channel's own.
   * Says and keeps nothing. However often it is opened, it is the same chat.
   */
  openChat(person: { id: string }, via: Conversation): Promise<ChatOpened>;
}
