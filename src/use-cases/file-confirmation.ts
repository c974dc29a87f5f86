import type { AgreementType } from '../domain/agreement.ts';
import type { Confirmation, Outcome } from '../domain/confirmation.ts';
import { ATTEMPT_MS, beginLease } from '../domain/lease.ts';
import { nextTry } from '../domain/retry.ts';
import { isSurelyLost, nextReadingMs, type UnclearPost } from '../domain/unclear-post.ts';
import { readDirectAcceptance } from './direct-acceptance.ts';
import { filingJob, filingPriority } from './filing-job.ts';
import { momentOf, type Clock, type Random } from './ports/clock.ts';
import type {
  AgreementsRead,
  DirectAcceptanceRead,
  Filed,
  PartnerCenter,
  Refused,
  TemplateRead,
} from './ports/partner-center.ts';
import type { AuditAction, Database } from './ports/stores.ts';
import { readBack, wasSent, type Fileable } from './read-back.ts';
import { refreshDigestsSoon } from './refresh-digests-soon.ts';

interface Needs {
  database: Database;
  partnerCenter: PartnerCenter;
  clock: Clock;
  random: Random;
  /** The one that customers' states are about. */
  agreementType: AgreementType;
  /** How long a statement is held for its POST; for tests that have no time to wait. */
  attemptMs?: number;
}

/** What one try came to: an end, or another try after a while. */
type Step =
  | { kind: 'settled'; outcome: Outcome }
  /** `post`: one that may have arrived; null when surely none has. `answered`: Partner Center was reached, and what it said cannot be all. */
  | { kind: 'again'; post: UnclearPost | null; answered?: true; afterMs?: number };

/** One try, for the log: ids, and how it ended. */
export interface Filing {
  confirmationId: string;
  correlationId: string;
  customerId: string;
  /** The tries so far, this one counted. */
  attempts: number;
  /** `again`: to be tried once more; `elsewhere`: another process has it. */
  end: Outcome['kind'] | 'again' | 'elsewhere';
}

/** `held`: the attempts the statement counts now. Another number in the database means that someone else has it. */
type Try = { step: Step; held: number };

/**
 * One try to bring a statement to Partner Center. Reads the customer's agreements first, before the first POST and
 * after every unclear one, which is made once more only when readings have shown nothing for minutes; settles the statement, or plans the next try. Does nothing for a statement that is settled,
 * and only looks again later at one that is not due: its pause is not over, or another process may be sending it; gives
 * back undefined then.
 */
export async function fileConfirmation(needs: Needs, confirmationId: string): Promise<Filing | undefined> {
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
  const { confirmation } = found;
  const tried = await tryOnce(needs, confirmation);
  if (tried?.step.kind === 'settled') await settle(needs, confirmation, tried.step.outcome, tried.held);
  if (tried?.step.kind === 'again') await planNextTry(needs, confirmation, tried.step, tried.held);
  return filingOf(confirmation, tried);
}

function filingOf({ id, correlationId, customerId, attempts }: Confirmation, tried: Try | undefined): Filing {
  const end = tried?.step.kind === 'settled' ? tried.step.outcome.kind : (tried?.step.kind ?? 'elsewhere');
  return { confirmationId: id, correlationId, customerId, attempts: attempts + 1, end };
}

/** Undefined: another process was quicker, and answers for the statement now. */
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
  const { outcome, identical } = readBack(read.agreements, confirmation);
  if (outcome) return unsent(settled(outcome));
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

/** The POST of an earlier try that may have arrived; null when surely none has. */
function unclearPost({ state, post, firstAttemptAt, submittedAt }: Confirmation): UnclearPost | null {
  if (!wasSent({ state })) return null;
  return post ?? { at: firstAttemptAt ?? submittedAt, nothingSince: null, refusal: null };
}

/** What a reading allows that shows nothing of a POST: undefined when it may be made once more. */
function stepOfNothing(post: UnclearPost, confirmation: Confirmation, readAt: Date): Step | undefined {
  const seen = { ...post, nothingSince: post.nothingSince ?? readAt };
  const sinceFirstMs = readAt.getTime() - (confirmation.firstAttemptAt ?? readAt).getTime();
  if (!isSurelyLost(seen, readAt, sinceFirstMs)) return { kind: 'again', post: seen };
  return post.refusal ? settled(post.refusal) : undefined;
}

/** The end of a statement whose customer signed with Microsoft itself, or why that is not known; undefined when not. */
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

/** A no to a reading says nothing of an earlier POST: only what was never sent is refused by it. */
function stepOfRead(
  read: Exclude<AgreementsRead | TemplateRead | DirectAcceptanceRead, { kind: 'read' }>,
  confirmation: Confirmation,
): Step {
  const post = unclearPost(confirmation);
  if (read.kind === 'busy') return { kind: 'again', post, afterMs: read.retryAfterMs };
  if (read.kind !== 'refused' || post) return { kind: 'again', post };
  return settled(read);
}

function stepOfFiled(
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
    case 'unavailable':
    case 'account-fault':
      return { kind: 'again', post };
    case 'unclear':
      return { kind: 'again', post: { at, nothingSince: null, refusal: null } };
  }
}

/** A no to a POST says nothing of an earlier one, which may be the very reason for it: it settles after the readings alone. */
function stepOfRefused(refusal: Refused, confirmation: Confirmation, at: Date): Step {
  if (!unclearPost(confirmation)) return settled(refusal);
  return { kind: 'again', post: { at, nothingSince: null, refusal } };
}

/**
 * The service has one with this contact: an earlier one, one made this minute, or our own of a try that seemed lost.
 * Only reading tells which; where none shows yet, the list is behind, and is read again later.
 */
async function stepOfDuplicate({ partnerCenter }: Needs, confirmation: Fileable, at: Date): Promise<Step> {
  const post = unclearPost(confirmation);
  const read = await partnerCenter.agreements(
    confirmation.customerId,
    filingPriority(confirmation),
    confirmation.correlationId,
  );
  if (read.kind !== 'read') return { kind: 'again', post };
  const { outcome, hasSameContact } = readBack(read.agreements, confirmation);
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
  const retry = nextTry(attempts, sinceFirstMs, random);
  if (retry.kind === 'give-up') {
    return settle(needs, confirmation, attention(step.post !== null || step.answered === true), held);
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
    await stores.jobs.send(
      filingJob(confirmation),
      { confirmationId: confirmation.id },
      { afterMs, onceKey: confirmation.id },
    );
  });
}

async function settle(
  { database, clock, agreementType }: Needs,
  confirmation: Confirmation,
  outcome: Outcome,
  held: number,
): Promise<void> {
  const now = clock.now();
  const sincePressMs = now.getTime() - confirmation.submittedAt.getTime();
  await database.transaction(async (stores) => {
    if (!(await stores.confirmations.settle(confirmation.id, { outcome, held, at: now }))) return;
    if (outcome.kind === 'confirmed' && confirmation.agreementType === agreementType) {
      const ours = outcome.how !== 'found';
      await stores.customers.markConfirmed(
        confirmation.customerId,
        outcome.acceptedOn === null
          ? { acceptedOn: null, via: 'direct', by: null, at: now }
          : {
              acceptedOn: outcome.acceptedOn,
              via: ours ? 'bot' : 'partner-center',
              by: ours ? confirmation.submittedBy : null,
              at: now,
            },
      );
    }
    await stores.audit.append({
      at: now,
      actor: confirmation.submittedBy,
      action: AUDIT_ACTION[outcome.kind],
      customerId: confirmation.customerId,
      confirmationId: confirmation.id,
      details: detailsOf(outcome),
    });
    const afterMs = Math.max(0, SHOW_AFTER_PRESS_MS - sincePressMs);
    const { id: confirmationId, importId } = confirmation;
    // Of thousands of rows none has a card of its own: the one of their file tells of all.
    if (importId === undefined) {
      await stores.jobs.send('show-outcome', { confirmationId }, { afterMs, onceKey: confirmationId });
    } else {
      await stores.jobs.send('run-import', { importId }, { afterMs: ROWS_GATHERING_MS, onceKey: importId });
    }
  });
  // Not within: those that end together would wait for each other's commit, all for the one job they share.
  if (outcome.kind === 'confirmed') await refreshDigestsSoon(database);
}

/** The answer to the press should be on the screen before its result replaces it. */
export const SHOW_AFTER_PRESS_MS = 1_000;

/** Rows that end together make room for the next ones once. */
const ROWS_GATHERING_MS = 1_000;

const AUDIT_ACTION = {
  confirmed: 'confirmation-confirmed',
  refused: 'confirmation-refused',
  attention: 'confirmation-attention',
} as const satisfies Record<Outcome['kind'], AuditAction>;

function detailsOf(outcome: Outcome): Record<string, string> {
  switch (outcome.kind) {
    case 'confirmed':
      return outcome.acceptedOn === null
        ? { how: outcome.how, via: outcome.via }
        : { how: outcome.how, acceptedOn: outcome.acceptedOn };
    case 'refused':
      return { reason: outcome.reason, code: outcome.code };
    case 'attention':
      return { reason: outcome.reason };
  }
}

const hasContact = (confirmation: Confirmation): confirmation is Fileable => confirmation.contact !== null;

const settled = (outcome: Outcome): Step => ({ kind: 'settled', outcome });

const attention = (wasReached: boolean): Outcome => ({
  kind: 'attention',
  reason: wasReached ? 'no-clear-answer' : 'not-reached',
});
