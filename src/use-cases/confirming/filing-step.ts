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
   * `post`: one that may have arrived; null when surely none has. `answered`: Partner Center was reached, and what it
   * said cannot be all. `end`: how it ends when it was tried for long enough. `isDenied`: our account may do this, and not
   * for this customer.
   */
  | {
      kind: 'again';
      post: UnclearPost | null;
      answered?: true;
      afterMs?: number;
      end?: Outcome | undefined;
      isDenied?: true;
    }
  /** Our own account is at fault: it waits until that is mended. */
  | { kind: 'held'; post: UnclearPost | null; fault: AccountFault };

/** The POST of an earlier try that may have arrived; null when surely none has. */
export function unclearPost({ state, post, firstAttemptAt, submittedAt }: Confirmation): UnclearPost | null {
  if (!wasSent({ state })) return null;
  return post ?? { at: firstAttemptAt ?? submittedAt, nothingSince: null, refusal: null };
}

/** What a reading allows that shows nothing of a POST: undefined when it may be made once more. */
export function stepOfNothing(post: UnclearPost, confirmation: Confirmation, readAt: Date): Step | undefined {
  const seen = { ...post, nothingSince: post.nothingSince ?? readAt };
  const sinceFirstMs = readAt.getTime() - (confirmation.firstAttemptAt ?? readAt).getTime();
  if (!isSurelyLost(seen, readAt, sinceFirstMs)) return { kind: 'again', post: seen };
  return post.refusal ? stepOfNo(post.refusal) : undefined;
}

/** A no to a reading says nothing of an earlier POST: only what was never sent is refused by it. */
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

/** A no to a POST says nothing of an earlier one, which may be the very reason for it: it settles after the readings alone. */
export function stepOfRefused(refusal: Refused, confirmation: Confirmation, at: Date): Step {
  if (!unclearPost(confirmation)) return stepOfNo(refusal);
  return { kind: 'again', post: { at, nothingSince: null, refusal } };
}

/** A no to what was never sent. One that others can mend, who do not have to be told of it by us, is waited out first. */
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
