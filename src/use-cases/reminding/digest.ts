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
  /** The one person who reads it, in a chat of their own. */
  readerId: string | null;
  /** Of the scope's reseller, where it has one that is known. */
  resellerName: string | null;
  /** The most urgent, in that order. */
  customers: Customer[];
  oldestWaitingSince: Date | null;
  /** Where this conversation is the one that is told. */
  escalation: Escalation | undefined;
  /** What keeps the next reminder from coming. */
  halt: ReminderHalt | undefined;
}

/** The figure a digest is compared with, whose customers it counted, and when it was posted. Null: there is none. */
export type Before = { unconfirmed: number; scope: Scope; postedAt: Date | null } | null;

/** The change since a digest that stands. */
export const since = (standing: Pick<Delivery, 'digest' | 'postedAt'> | undefined): Before =>
  standing
    ? {
        unconfirmed: standing.digest.unconfirmed,
        scope: scopeOfDigest(standing.digest),
        postedAt: standing.postedAt ?? null,
      }
    : null;

/** The same change a digest tells of already. */
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

/** What the messenger is told of a digest. */
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

/** What a conversation is told unasked is in its own language. */
export const languageOf = (conversation: Conversation): Language =>
  conversation.language ?? conversation.installerLanguage ?? 'en';
