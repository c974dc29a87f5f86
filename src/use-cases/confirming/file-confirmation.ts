import type { AgreementType } from '../../domain/confirming/agreement.ts';
import type { Confirmation, Outcome } from '../../domain/confirming/confirmation.ts';
import { ATTEMPT_MS, beginLease } from '../../domain/confirming/lease.ts';
import { nextTry } from '../../domain/confirming/retry.ts';
import { nextReadingMs } from '../../domain/confirming/unclear-post.ts';
import type { AcceptancesValidFrom } from '../../domain/customers/renewal.ts';
import { readDirectAcceptance } from './direct-acceptance.ts';
import { filingJob, filingPriority } from './filing-job.ts';
import {
  attention,
  settled,
  stepOfFiled,
  stepOfNothing,
  stepOfRead,
  stepOfRefused,
  unclearPost,
  type Step,
} from './filing-step.ts';
import { asPerhapsSent, confirmedByUs } from './own-confirmations.ts';
import { momentOf, type Clock, type Random } from '../ports/clock.ts';
import type { PartnerCenter } from '../ports/partner-center.ts';
import type { Database } from '../ports/stores.ts';
import { readBack, wasSent, type Fileable } from './read-back.ts';
import { holdConfirmation, showWaiting } from './hold-confirmation.ts';
import { settleConfirmation } from './settle-confirmation.ts';

interface Needs {
  database: Database;
  partnerCenter: PartnerCenter;
  clock: Clock;
  random: Random;
  /** The one that customers' states are about. */
  agreementType: AgreementType;
  acceptancesValidFrom?: AcceptancesValidFrom;
  /** How long a confirmation is held for its POST; for tests that have no time to wait. */
  attemptMs?: number;
}

/** One try, for the log: ids, and how it ended. */
export interface Filing {
  confirmationId: string;
  correlationId: string;
  customerId: string;
  /** The tries so far, this one counted. */
  attempts: number;
  /** `again`: to be tried once more; `held`: until our account is mended; `elsewhere`: another process has it. */
  end: Outcome['kind'] | 'again' | 'held' | 'elsewhere';
}

/** `held`: the attempts the confirmation counts now. Another number in the database means that someone else has it. */
type Try = { step: Step; held: number };

/**
 * One try to bring a confirmation to Partner Center. Reads the customer's agreements first, before the first POST and
 * after every unclear one, which is made once more only when readings have shown nothing for minutes; settles the
 * confirmation, or plans the next try. Does nothing for a confirmation that is settled, and only looks again later at one that
 * is not due: its pause is not over, or another process may be sending it; gives back undefined then. While filing is
 * paused only a probe goes out; the others wait, and the end of the pause goes on with them.
 */
export async function fileConfirmation(
  needs: Needs,
  confirmationId: string,
  { isProbe = false }: { isProbe?: boolean } = {},
): Promise<Filing | undefined> {
  const { database, clock } = needs;
  const now = clock.now();
  const found = await database.confirmations.findDue(confirmationId, now);
  if (found?.kind === 'not-yet') {
    const afterMs = found.dueAt.getTime() - now.getTime();
    const once = { afterMs, onceKey: confirmationId };
    await database.jobs.send(filingJob(found), { confirmationId }, once);
    return undefined;
  }
  if (!found) return undefined;
  const confirmation = found.mayHaveLostCommits
    ? await asPerhapsSent(needs, found.confirmation)
    : found.confirmation;
  if (!isProbe && (await database.filingPause.current())) return waitForAccount(needs, confirmation);
  const tried = await tryOnce(needs, confirmation);
  if (tried?.step.kind === 'settled')
    await settleConfirmation(needs, confirmation, tried.step.outcome, tried.held);
  if (tried?.step.kind === 'held') await holdConfirmation(needs, confirmation, tried.step, tried.held);
  if (tried?.step.kind === 'again') await planNextTry(needs, confirmation, tried.step, tried.held);
  return filingOf(confirmation, tried);
}

/** Nothing is written: it stays due, and the end of the pause promises its job. */
async function waitForAccount({ database }: Needs, confirmation: Confirmation): Promise<Filing> {
  await showWaiting(database.jobs, confirmation);
  const { id: confirmationId, correlationId, customerId, attempts } = confirmation;
  return { confirmationId, correlationId, customerId, attempts, end: 'held' };
}

function filingOf({ id, correlationId, customerId, attempts }: Confirmation, tried: Try | undefined): Filing {
  const end = tried?.step.kind === 'settled' ? tried.step.outcome.kind : (tried?.step.kind ?? 'elsewhere');
  return { confirmationId: id, correlationId, customerId, attempts: attempts + 1, end };
}

/** Undefined: another process was quicker, and answers for the confirmation now. */
async function tryOnce(needs: Needs, confirmation: Confirmation): Promise<Try | undefined> {
  const { partnerCenter, database, clock } = needs;
  const { correlationId } = confirmation;
  const unsent = (step: Step): Try => ({ step, held: confirmation.attempts });
  if (!hasContact(confirmation)) return unsent(settled(attention(wasSent(confirmation))));

  // Taken before the call: what lands while it lasts may not be in it.
  const readAt = clock.now();
  const read = await partnerCenter.agreements(
    confirmation.customerId,
    filingPriority(confirmation),
    correlationId,
  );
  if (read.kind !== 'read') return unsent(stepOfRead(read, confirmation));
  const { outcome, identical } = readBack(read.agreements, confirmation, needs.acceptancesValidFrom);
  if (outcome) return unsent(settled(outcome));
  const taken = await confirmedByUs(needs, confirmation);
  if (taken) return unsent(settled(taken));
  const signed = await signedDirectly(needs, confirmation);
  if (signed) return unsent(signed);
  const post = unclearPost(confirmation);
  const lookAgain = post && stepOfNothing(post, confirmation, readAt);
  if (lookAgain) return unsent(lookAgain);
  const template = await partnerCenter.template(confirmation.agreementType, correlationId);
  if (template.kind !== 'read') return unsent(stepOfRead(template, confirmation));

  const identicalBefore = wasSent(confirmation) ? confirmation.identicalBefore : identical;
  const { attemptMs: forMs = ATTEMPT_MS } = needs;
  const lease = beginLease(forMs, () => momentOf(clock));
  const attempt = { attempts: confirmation.attempts, identicalBefore, at: clock.now(), forMs };
  if (!(await database.confirmations.beginAttempt(confirmation.id, attempt))) return undefined;
  const filed = await partnerCenter.confirm(
    {
      customerId: confirmation.customerId,
      agreementType: confirmation.agreementType,
      templateId: template.template.templateId,
      acceptedOn: confirmation.acceptedOn,
      contact: confirmation.contact,
    },
    { requestId: confirmation.requestId, correlationId },
    lease,
  );
  const step =
    filed.kind === 'already-confirmed'
      ? await stepOfDuplicate(needs, { ...confirmation, identicalBefore }, attempt.at)
      : stepOfFiled(filed, confirmation, attempt.at);
  return { step, held: confirmation.attempts + 1 };
}

/** The end of a confirmation whose customer signed with Microsoft itself, or why that is not known; undefined when not. */
async function signedDirectly(needs: Needs, confirmation: Confirmation): Promise<Step | undefined> {
  if (confirmation.again) return undefined;
  const direct = await readDirectAcceptance(needs, {
    ...confirmation,
    priority: filingPriority(confirmation),
  });
  if (direct.kind !== 'read') return stepOfRead(direct, confirmation);
  if (!direct.value) return undefined;
  return settled({ kind: 'confirmed', how: 'found', via: 'direct', acceptedOn: null });
}

/**
 * The service has one with this contact: an earlier one, one made this minute, or our own of a try that seemed lost.
 * Only reading tells which; where none shows yet, the list is behind, and is read again later.
 */
async function stepOfDuplicate(
  { partnerCenter, acceptancesValidFrom }: Needs,
  confirmation: Fileable,
  at: Date,
): Promise<Step> {
  const post = unclearPost(confirmation);
  const read = await partnerCenter.agreements(
    confirmation.customerId,
    filingPriority(confirmation),
    confirmation.correlationId,
  );
  if (read.kind === 'account-fault') return { kind: 'held', post, fault: read };
  if (read.kind !== 'read') return { kind: 'again', post };
  const { outcome, hasSameContact } = readBack(read.agreements, confirmation, acceptancesValidFrom);
  if (outcome) return settled(outcome);
  if (!hasSameContact) return { kind: 'again', post, answered: true };
  return stepOfRefused({ kind: 'refused', reason: 'nothing-new', code: '600061' }, confirmation, at);
}

async function planNextTry(
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
  // What a probe meets during a pause is no reason to give up.
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
      attempts,
      nextAttemptAt: new Date(now.getTime() + afterMs),
    });
    if (!planned) return;
    const isNews = step.post?.nothingSince && !confirmation.post?.nothingSince;
    if (isNews) await showWaiting(stores.jobs, confirmation);
    await stores.jobs.send(
      filingJob(confirmation),
      { confirmationId: confirmation.id },
      { afterMs, onceKey: confirmation.id },
    );
  });
}

const hasContact = (confirmation: Confirmation): confirmation is Fileable => confirmation.contact !== null;
