import type { Confirmation } from '../../domain/confirmation.ts';
import type { Conversation } from '../../domain/conversation.ts';
import type { Customer } from '../../domain/customer.ts';
import type { Digest } from '../../domain/delivery.ts';
import type { ImportView } from '../../domain/import.ts';
import type { Language } from '../../domain/language.ts';
import type { Question } from '../../domain/question.ts';

/** A value saying what to tell someone unasked; the bot picks its card. */
export type Notice =
  | { kind: 'outcome'; language: Language; confirmation: Confirmation; customer: Customer }
  | {
      kind: 'digest';
      language: Language;
      digest: Digest;
      /** The customers of `digest.customerIds`, in that order. */
      customers: Customer[];
      oldestWaitingSince: Date | null;
    }
  /** A question for a person, or what became of it. `askedIn`: where, as far as that is known. */
  | { kind: 'question'; language: Language; question: Question; askedIn: Conversation | undefined }
  /** A person's answer, for whoever asked. */
  | { kind: 'answer'; language: Language; question: Question }
  | { kind: 'question-failed'; language: Language; question: Question }
  /** A file of acceptances, as it stands now. */
  | { kind: 'import'; language: Language; view: ImportView }
  /** Asks for the consent to put a file among someone's own; `size` in bytes. */
  | { kind: 'file-offer'; language: Language; offer: { id: string; name: string; size: number } }
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
  /** Sent, but nobody knows whether it arrived. */
  | { kind: 'unknown' };

export type Edited =
  | { kind: 'edited' }
  | { kind: 'gone' }
  | { kind: 'unreachable'; reason: string }
  | { kind: 'later'; retryAfterMs: number };

/** Says something unasked. Expected failures are returned, never thrown. */
export interface Messenger {
  /** `replyToActivityId`: as a reply to that message where the channel has threads. */
  post(conversation: Conversation, notice: Notice, replyToActivityId?: string): Promise<Posted>;
  edit(conversation: Conversation, activityId: string, notice: Notice): Promise<Edited>;
}
