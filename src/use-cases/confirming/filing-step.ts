import type { Confirmation, Outcome, UnclearPost } from '../../domain/confirming/confirmation.ts';
import type { Refusal } from '../../domain/confirming/refusal.ts';
import { isSurelyLost } from '../../domain/confirming/unclear-post.ts';
import type {
  AccountFault,
  AgreementsRead,
  DirectAcceptanceRead,
  Filed,
  Refused,
  TemplateRead,
} from '../ports/partner-center.ts';
import { wasSent } from './read-back.ts';

/** What one try came to: an end, or another try after a while. */
export type Step =
  | { kind: 'settled'; outcome: Outcome }
  /**
   * `post`: a POST that may have arrived; null when surely none has. `answered`: Partner Center answered, but not finally.
   * `end`: how the confirmation ends when it was tried for long enough. `isDenied`: the account may do this, but not for
   * this customer.
   */
  | {
      kind: 'again';
      post: UnclearPost | null;
      answered?: true;
      afterMs?: number;
      end?: Outcome | undefined;
      isDenied?: true;
    }
  /** The partner's own account is at fault: the confirmation waits until an administrator has mended it. */
  | { kind: 'held'; post: UnclearPost | null; fault: AccountFault };

/** Returns the POST of an earlier try that may have arrived; null when surely none has. */
export function unclearPost({ state, post, firstAttemptAt, submittedAt }: Confirmation): UnclearPost | null {
  if (!wasSent({ state })) return null;
  return post ?? { at: firstAttemptAt ?? submittedAt, nothingSince: null, refusal: null };
}

/** Returns the step after a reading that shows nothing of a POST; undefined when the POST may be made once more. */
export function stepOfNothing(post: UnclearPost, confirmation: Confirmation, readAt: Date): Step | undefined {
  const seen = { ...post, nothingSince: post.nothingSince ?? readAt };
  const sinceFirstMs = readAt.getTime() - (confirmation.firstAttemptAt ?? readAt).getTime();
  if (!isSurelyLost(seen, readAt, sinceFirstMs)) return { kind: 'again', post: seen };
  return post.refusal ? stepOfNo(post.refusal) : undefined;
}

/**
 * Returns the step after a failed reading. A refused reading says nothing of an earlier POST: it refuses only what was
 * never sent.
 */
export function stepOfRead(
  read: Exclude<AgreementsRead | TemplateRead | DirectAcceptanceRead, { kind: 'read' }>,
  confirmation: Confirmation,
): Step {
  const post = unclearPost(confirmation);
  if (read.kind === 'account-fault') return { kind: 'held', post, fault: read };
  if (read.kind === 'busy') return { kind: 'again', post, afterMs: read.retryAfterMs };
  if (read.kind !== 'refused' || post) return { kind: 'again', post };
  return stepOfNo(read);
}

export function stepOfFiled(
  filed: Exclude<Filed, { kind: 'already-confirmed' }>,
  confirmation: Confirmation,
  at: Date,
): Step {
  const post = unclearPost(confirmation);
  switch (filed.kind) {
    case 'confirmed':
      return settled({ kind: 'confirmed', how: 'sent', acceptedOn: confirmation.acceptedOn });
    case 'refused':
      return stepOfRefused(filed, confirmation, at);
    case 'busy':
      return { kind: 'again', post, afterMs: filed.retryAfterMs };
    case 'account-fault':
      return { kind: 'held', post, fault: filed };
    case 'unavailable':
      return { kind: 'again', post };
    case 'unclear':
      return { kind: 'again', post: { at, nothingSince: null, refusal: null } };
  }
}

/**
 * Returns the step after a refused POST. It says nothing of an earlier POST, which may even be its reason: then readings
 * must settle it.
 */
export function stepOfRefused(refusal: Refused, confirmation: Confirmation, at: Date): Step {
  if (!unclearPost(confirmation)) return stepOfNo(refusal);
  return { kind: 'again', post: { at, nothingSince: null, refusal } };
}

/**
 * Returns the step for a refusal of what was never sent. One that others will mend without the bot's help is waited out
 * first.
 */
function stepOfNo(refusal: Refused): Step {
  return MAY_PASS.includes(refusal.reason) ? { kind: 'again', post: null, end: refusal } : settled(refusal);
}

/** The customer's reseller still has to accept its own agreement with Microsoft. */
const MAY_PASS: readonly Refusal[] = ['partner-agreement-missing'];

export const settled = (outcome: Outcome): Step => ({ kind: 'settled', outcome });

export const attention = (wasReached: boolean): Outcome => ({
  kind: 'attention',
  reason: wasReached ? 'no-clear-answer' : 'not-reached',
});
