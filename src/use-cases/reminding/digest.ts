import type { Conversation } from '../../domain/conversations/conversation.ts';
import type { Customer } from '../../domain/customers/customer.ts';
import { scopeOfDigest, type Delivery, type Digest } from '../../domain/reminding/delivery.ts';
import type { Escalation } from '../../domain/reminding/escalation.ts';
import type { ReminderHalt } from '../../domain/reminding/reminder.ts';
import type { Language } from '../../domain/language.ts';
import { scopeKey, type Scope } from '../../domain/reminding/scope.ts';
import type { Notice } from '../ports/messenger.ts';

/** A digest as it would be sent now, with what its card needs beside it. */
export interface ComposedDigest {
  digest: Digest;
  scope: Scope;
  /** The one person who reads it, in a personal chat. */
  readerId: string | null;
  /** The name of the scope's reseller, where it has a known one. */
  resellerName: string | null;
  /** The most urgent, in that order. */
  customers: Customer[];
  oldestWaitingSince: Date | null;
  /** Given only in the conversation that is told of customers that wait too long. */
  escalation: Escalation | undefined;
  /** What keeps the next reminder from coming. */
  halt: ReminderHalt | undefined;
}

/** The digest to compare with: its figure, which customers it counted, and when it was posted. Null for none. */
export type Before = { unconfirmed: number; scope: Scope; postedAt: Date | null } | null;

/** Compares with a standing digest. */
export const since = (standing: Pick<Delivery, 'digest' | 'postedAt'> | undefined): Before =>
  standing
    ? {
        unconfirmed: standing.digest.unconfirmed,
        scope: scopeOfDigest(standing.digest),
        postedAt: standing.postedAt ?? null,
      }
    : null;

/** Compares with the same digest as `digest` did. */
export const unchanged = (digest: Digest): Before =>
  digest.previousUnconfirmed === null
    ? null
    : {
        unconfirmed: digest.previousUnconfirmed,
        scope: scopeOfDigest(digest),
        postedAt: digest.since === undefined ? null : new Date(digest.since),
      };

/** A figure counts for comparing only when it is about the same customers. */
export function comparedWith(before: Before, scope: Scope): Pick<Digest, 'previousUnconfirmed' | 'since'> {
  if (!before || scopeKey(before.scope) !== scopeKey(scope)) return { previousUnconfirmed: null };
  const { unconfirmed: previousUnconfirmed, postedAt } = before;
  return { previousUnconfirmed, ...(postedAt && { since: postedAt.toISOString() }) };
}

/** Returns the notice of a digest. */
export function digestNotice(composed: ComposedDigest, language: Language): Notice {
  const { digest, scope, readerId, resellerName, customers, oldestWaitingSince, escalation, halt } = composed;
  return {
    kind: 'digest',
    language,
    digest,
    customers,
    oldestWaitingSince,
    about: { kind: scope.kind, resellerName },
    ...(readerId !== null && { readerId }),
    ...(escalation && { escalation }),
    ...(halt && { halt }),
  };
}

/** The language of messages sent unasked to a conversation. */
export const languageOf = (conversation: Conversation): Language =>
  conversation.language ?? conversation.installerLanguage ?? 'en';
