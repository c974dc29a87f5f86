import { latestAgreement, type Agreement } from '../domain/agreement.ts';
import { sameContact } from '../domain/contact.ts';
import { isOpen, type Confirmation, type Outcome } from '../domain/confirmation.ts';
import { nextTry } from '../domain/retry.ts';
import type { Clock, Random } from './ports/clock.ts';
import type { Filed, PartnerCenter, TemplateRead } from './ports/partner-center.ts';
import type { AuditAction, Database } from './ports/stores.ts';

interface Needs {
  database: Database;
  partnerCenter: PartnerCenter;
  clock: Clock;
  random: Random;
}

/** A statement with its contact still there: the only kind that can be filed. */
type Fileable = Confirmation & { contact: NonNullable<Confirmation['contact']> };

/** What one try came to: an end, or another try after a while. */
type Step = { kind: 'settled'; outcome: Outcome } | { kind: 'again'; unclear: boolean; afterMs?: number };

/**
 * One try to bring a statement to Partner Center. Reads the customer's agreements first, before the first POST and
 * after every unclear one; settles the statement, or plans the next try. Does nothing for a statement that is settled.
 */
export async function fileConfirmation(needs: Needs, confirmationId: string): Promise<void> {
  const confirmation = await needs.database.confirmations.find(confirmationId);
  if (!confirmation || !isOpen(confirmation.state) || !hasContact(confirmation)) return;
  const step = await tryOnce(needs, confirmation);
  if (step?.kind === 'settled') await settle(needs, confirmation, step.outcome);
  if (step?.kind === 'again') await planNextTry(needs, confirmation, step);
}

/** Undefined: another process has taken the statement; it is looked at again in case that one dies. */
async function tryOnce(needs: Needs, confirmation: Fileable): Promise<Step | undefined> {
  const { partnerCenter, database, clock } = needs;
  const read = await partnerCenter.agreements(confirmation.customerId, 'person');
  if (read.kind !== 'read') return stepOf(read, confirmation);

  const identical = read.agreements.filter((agreement) => saysTheSame(agreement, confirmation)).length;
  const latest = latestAgreement(read.agreements, confirmation.agreementType);
  const wasSent = confirmation.state !== 'recorded';
  if (wasSent && identical > confirmation.identicalBefore) {
    return settled({ kind: 'confirmed', how: 'read-back', acceptedOn: confirmation.acceptedOn });
  }
  if (latest && !confirmation.again) {
    return settled({ kind: 'confirmed', how: 'found', acceptedOn: latest.dateAgreed });
  }
  const template = await partnerCenter.template(confirmation.agreementType);
  if (template.kind !== 'read') return stepOf(template, confirmation);

  const taken = await database.confirmations.beginAttempt(confirmation.id, {
    attempts: confirmation.attempts,
    identicalBefore: wasSent ? confirmation.identicalBefore : identical,
    at: clock.now(),
  });
  if (!taken) return lookAgain(needs, confirmation.id);
  const filed = await partnerCenter.confirm(
    {
      customerId: confirmation.customerId,
      agreementType: confirmation.agreementType,
      templateId: template.template.templateId,
      acceptedOn: confirmation.acceptedOn,
      contact: confirmation.contact,
    },
    { requestId: confirmation.requestId, correlationId: confirmation.correlationId },
  );
  return stepOf(filed, confirmation);
}

async function lookAgain({ database }: Needs, confirmationId: string): Promise<undefined> {
  await database.jobs.send(
    'file-confirmation',
    { confirmationId },
    { afterMs: LOOK_AGAIN_MS, onceKey: confirmationId },
  );
}

function stepOf(result: Filed | Exclude<TemplateRead, { kind: 'read' }>, confirmation: Confirmation): Step {
  switch (result.kind) {
    case 'confirmed':
      return settled({ kind: 'confirmed', how: 'sent', acceptedOn: confirmation.acceptedOn });
    case 'already-confirmed':
      // After an unclear try the duplicate Partner Center complains of is most likely our own.
      return confirmation.state === 'recorded'
        ? settled({ kind: 'refused', reason: 'nothing-new', code: '600061' })
        : settled({ kind: 'confirmed', how: 'read-back', acceptedOn: confirmation.acceptedOn });
    case 'refused':
      return settled({ kind: 'refused', reason: result.reason, code: result.code });
    case 'busy':
      return { kind: 'again', unclear: confirmation.state !== 'recorded', afterMs: result.retryAfterMs };
    case 'unavailable':
      return { kind: 'again', unclear: confirmation.state !== 'recorded' };
    case 'unclear':
      return { kind: 'again', unclear: true };
  }
}

async function planNextTry(needs: Needs, confirmation: Confirmation, step: Step & { kind: 'again' }) {
  const now = needs.clock.now();
  const sinceFirstMs = now.getTime() - (confirmation.firstAttemptAt ?? confirmation.submittedAt).getTime();
  const retry = nextTry(confirmation.attempts + 1, sinceFirstMs, needs.random());
  if (retry.kind === 'give-up') {
    const reason = step.unclear ? 'no-clear-answer' : 'not-reached';
    await settle(needs, confirmation, { kind: 'attention', reason });
    return;
  }
  const afterMs = Math.max(retry.afterMs, step.afterMs ?? 0);
  await needs.database.transaction(async (stores) => {
    const planned = await stores.confirmations.planRetry(confirmation.id, {
      state: step.unclear ? 'unclear' : 'recorded',
      firstAttemptAt: confirmation.firstAttemptAt ?? now,
      attempts: confirmation.attempts + 1,
      nextAttemptAt: new Date(now.getTime() + afterMs),
    });
    if (!planned) return;
    await stores.jobs.send(
      'file-confirmation',
      { confirmationId: confirmation.id },
      { afterMs, onceKey: confirmation.id },
    );
  });
}

async function settle({ database, clock }: Needs, confirmation: Confirmation, outcome: Outcome) {
  const now = clock.now();
  const sincePressMs = now.getTime() - confirmation.submittedAt.getTime();
  await database.transaction(async (stores) => {
    if (!(await stores.confirmations.settle(confirmation.id, outcome, now))) return;
    if (outcome.kind === 'confirmed') {
      const ours = outcome.how !== 'found';
      await stores.customers.markConfirmed(confirmation.customerId, {
        acceptedOn: outcome.acceptedOn,
        via: ours ? 'bot' : 'partner-center',
        by: ours ? confirmation.submittedBy : null,
        at: now,
      });
      await stores.jobs.send('refresh-digests', {}, { afterMs: DIGEST_GATHERING_MS, onceKey: 'all' });
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
    const confirmationId = confirmation.id;
    await stores.jobs.send('show-outcome', { confirmationId }, { afterMs, onceKey: confirmationId });
  });
}

const LOOK_AGAIN_MS = 10_000;

/** The answer to the press should be on the screen before its result replaces it. */
const SHOW_AFTER_PRESS_MS = 1_000;

/** Confirmations that come together change a digest once. */
export const DIGEST_GATHERING_MS = 5_000;

const AUDIT_ACTION = {
  confirmed: 'confirmation-confirmed',
  refused: 'confirmation-refused',
  attention: 'confirmation-attention',
} as const satisfies Record<Outcome['kind'], AuditAction>;

function detailsOf(outcome: Outcome): Record<string, string> {
  switch (outcome.kind) {
    case 'confirmed':
      return { how: outcome.how, acceptedOn: outcome.acceptedOn };
    case 'refused':
      return { reason: outcome.reason, code: outcome.code };
    case 'attention':
      return { reason: outcome.reason };
  }
}

function saysTheSame(agreement: Agreement, confirmation: Fileable): boolean {
  return (
    agreement.type === confirmation.agreementType &&
    agreement.dateAgreed === confirmation.acceptedOn &&
    sameContact(agreement.primaryContact, confirmation.contact)
  );
}

const hasContact = (confirmation: Confirmation): confirmation is Fileable => confirmation.contact !== null;

const settled = (outcome: Outcome): Step => ({ kind: 'settled', outcome });
