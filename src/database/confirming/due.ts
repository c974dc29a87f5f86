import { sql } from 'kysely';
import { FURTHEST_PLAN_MS } from '../../domain/confirming/retry.ts';

const furthestPlan = (at: Date) => new Date(at.getTime() + FURTHEST_PLAN_MS);

/** Whether the next try of a confirmation is due at an instant: its pause is over, or longer than any pause can be. */
export function isDueAt(nextAttemptAt: Date, at: Date): boolean {
  return nextAttemptAt <= at || nextAttemptAt > furthestPlan(at);
}

/** `isDueAt` as a condition on `next_attempt_at`, in two ranges of its index. */
export function dueAt(at: Date) {
  return sql<boolean>`(next_attempt_at <= ${at} or next_attempt_at > ${furthestPlan(at)})`;
}

/** The condition on `next_attempt_at` that a try was due before an instant. One due at that very instant is not overdue. */
export function overdueAt(at: Date) {
  return sql<boolean>`(next_attempt_at < ${at} or next_attempt_at > ${furthestPlan(at)})`;
}
