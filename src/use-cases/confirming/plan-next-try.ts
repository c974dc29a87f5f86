import type { Confirmation } from '../../domain/confirming/confirmation.ts';
import { nextTry } from '../../domain/confirming/retry.ts';
import { nextReadingMs } from '../../domain/confirming/unclear-post.ts';
import { filingJob } from './filing-job.ts';
import { attention, type Step } from './filing-step.ts';
import type { Random } from '../ports/clock.ts';
import { showWaiting } from './hold-confirmation.ts';
import { settleConfirmation, type SettleNeeds } from './settle-confirmation.ts';

interface Needs extends SettleNeeds {
  random: Random;
}

/**
 * Plans the next try of a confirmation that is not settled, and promises its job. After three days of tries it settles the
 * confirmation instead. Does nothing when the confirmation no longer counts `held` attempts.
 */
export async function planNextTry(
  needs: Needs,
  confirmation: Confirmation,
  step: Step & { kind: 'again' },
  held: number,
): Promise<void> {
  const now = needs.clock.now();
  const firstAttemptAt = confirmation.firstAttemptAt ?? now;
  const attempts = confirmation.attempts + 1;
  const sinceFirstMs = now.getTime() - firstAttemptAt.getTime();
  const random = needs.random();
  // A probe during a pause says nothing of this confirmation, so it is no reason to give up.
  const countedMs = (await needs.database.filingPause.current()) ? 0 : sinceFirstMs;
  const retry = nextTry(attempts, countedMs, random);
  if (retry.kind === 'give-up') {
    const end = step.end ?? attention(step.post !== null || step.answered === true);
    return settleConfirmation(needs, confirmation, end, held);
  }
  const pauseMs = step.post ? nextReadingMs(step.post, now, sinceFirstMs, random) : retry.afterMs;
  const afterMs = Math.max(pauseMs, step.afterMs ?? 0);
  await needs.database.transaction(async (stores) => {
    const planned = await stores.confirmations.planRetry(confirmation.id, {
      held,
      state: step.post ? 'unclear' : 'recorded',
      firstAttemptAt,
      post: step.post,
      deniedAt: step.isDenied ? (confirmation.deniedAt ?? now) : null,
      attempts,
      nextAttemptAt: new Date(now.getTime() + afterMs),
    });
    if (!planned) return;
    const isNews =
      (step.post?.nothingSince && !confirmation.post?.nothingSince) ||
      (step.isDenied && !confirmation.deniedAt);
    if (isNews) await showWaiting(stores.jobs, confirmation);
    await stores.jobs.send(
      filingJob(confirmation),
      { confirmationId: confirmation.id },
      { afterMs, onceKey: confirmation.id },
    );
  });
}
