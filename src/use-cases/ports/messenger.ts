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

/** A value saying what to tell someone unasked; the bot picks its card. */
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
  /** Filing is paused for a fault of our own account, or goes on. */
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
      /** The one person who reads it, in a chat of their own. */
      readerId?: string;
      /** Customers that wait too long, where this is the conversation that is told. */
      escalation?: Escalation;
      /** What keeps the next one from coming. */
      halt?: ReminderHalt;
    }
  /** What is left of a digest once another one has taken its place: in message `replacedBy`. */
  | { kind: 'digest-replaced'; language: Language; digest: Digest; period: CalendarDate; replacedBy: string }
  /** A question for a person, or what became of it. `askedIn`: where, as far as that is known. */
  | { kind: 'question'; language: Language; question: Question; askedIn: Conversation | undefined }
  /** An expert's answer, for the person who asked. */
  | { kind: 'answer'; language: Language; question: Question }
  /** A customer that this person asked is confirmed now. */
  | { kind: 'accepted'; language: Language; customer: Customer; ask: Ask }
  | { kind: 'question-failed'; language: Language; question: Question }
  /** A file of acceptances, as it stands now. */
  | { kind: 'import'; language: Language; view: ImportView }
  /** Asks for the consent to put a file among someone's own; `size` in bytes. */
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
  /** The conversation refuses us until an event shows it back; `reason` is the channel's code. */
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

/** Says something unasked. Expected failures are returned, never thrown. */
export interface Messenger {
  /**
   * `replyToActivityId`: as a reply to that message where the channel has threads. `lease`: the right to say it; `later`,
   * and surely nothing sent, when too little of it is left by the time the message would go out.
   */
  post(
    conversation: Conversation,
    notice: Notice,
    replyToActivityId?: string,
    lease?: Lease,
  ): Promise<Posted>;
  edit(conversation: Conversation, activityId: string, notice: Notice): Promise<Edited>;
}

/** Finds the way to a person. Expected failures are returned, never thrown. */
export interface ChatOpener {
  /**
   * The chat with one person of the tenant of `via`, a conversation we know. `id`: Entra object id, or the channel's own.
   * Nothing is said or kept; however often it is opened, it is the same chat.
   */
  openChat(person: { id: string }, via: Conversation): Promise<ChatOpened>;
}
