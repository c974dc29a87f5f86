import type { Conversation } from '../../domain/conversations/conversation.ts';
import type { Customer } from '../../domain/customers/customer.ts';
import { scopeOfDigest, type Digest } from '../../domain/reminding/delivery.ts';
import type { Escalation } from '../../domain/reminding/escalation.ts';
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
}

/** The figure a digest is compared with, and whose customers it counted. Null: there is none. */
export type Before = { unconfirmed: number; scope: Scope } | null;

/** The change since a digest that stands. */
export const since = (standing: Digest | undefined): Before =>
  standing ? { unconfirmed: standing.unconfirmed, scope: scopeOfDigest(standing) } : null;

/** The same change a digest tells of already. */
export const unchanged = (digest: Digest): Before =>
  digest.previousUnconfirmed === null
    ? null
    : { unconfirmed: digest.previousUnconfirmed, scope: scopeOfDigest(digest) };

/** A figure counts for comparing only when it is about the same customers. */
export function figureBefore(before: Before, scope: Scope): number | null {
  return before && scopeKey(before.scope) === scopeKey(scope) ? before.unconfirmed : null;
}

/** What the messenger is told of a digest. */
export function digestNotice(composed: ComposedDigest, language: Language): Notice {
  const { digest, scope, readerId, resellerName, customers, oldestWaitingSince, escalation } = composed;
  return {
    kind: 'digest',
    language,
    digest,
    customers,
    oldestWaitingSince,
    about: { kind: scope.kind, resellerName },
    ...(readerId !== null && { readerId }),
    ...(escalation && { escalation }),
  };
}

/** What a conversation is told unasked is in its own language. */
export const languageOf = (conversation: Conversation): Language =>
  conversation.language ?? conversation.installerLanguage ?? 'en';
