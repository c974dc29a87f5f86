import { AppError } from '../../src/domain/errors.ts';
import { atMost } from './at-most.ts';
import { isPressAsMessage, type IncomingActivity } from '../teams/activity.ts';
import type { Time } from '../../src/monotonic-time.ts';

/** How long a person waits for an answer, counted from the arrival: Teams gives up after five seconds. */
export const ANSWER_WITHIN_MS = 4_500;

type Waiting = Pick<IncomingActivity, 'type' | 'name' | 'text' | 'value'>;

/**
 * Waits for the answer to a turn until Teams would give up, then throws AppError `too-slow` while the work goes on. A turn
 * that Teams does not wait for may take its time.
 */
export async function answerInTime<Result>(
  { activity, arrivedAt }: { activity: Waiting; arrivedAt: number },
  work: Promise<Result>,
  time: Time,
): Promise<Result> {
  if (!isWaitedFor(activity)) return work;
  const left = Math.max(0, arrivedAt + ANSWER_WITHIN_MS - time.now());
  const answered = await atMost(left, work, time);
  if (answered) return answered.result;
  throw new AppError('too-slow', 'An answer took longer than Teams waits');
}

/**
 * Whether Teams waits: for presses, also those that come as messages, and for choices as a person types. A file's consent
 * is not among them, for its answer waits for the upload.
 */
function isWaitedFor(activity: Waiting): boolean {
  return activity.type === 'invoke' ? activity.name !== 'fileConsent/invoke' : isPressAsMessage(activity);
}
