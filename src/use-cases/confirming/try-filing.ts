import type { AgreementType } from '../../domain/confirming/agreement.ts';
import type { Confirmation } from '../../domain/confirming/confirmation.ts';
import { ATTEMPT_MS, beginLease } from '../../domain/confirming/lease.ts';
import type { AcceptancesValidFrom } from '../../domain/customers/renewal.ts';
import { mayConfirmOthers, mayReadOthers, stepOfDenied } from './denied-customer.ts';
import { readDirectAcceptance } from './direct-acceptance.ts';
import { filingPriority } from './filing-job.ts';
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
import { confirmedByUs } from './own-confirmations.ts';
import { momentOf, type Clock } from '../ports/clock.ts';
import type { PartnerCenter } from '../ports/partner-center.ts';
import type { Database } from '../ports/stores.ts';
import { readBack, wasSent, type Fileable } from './read-back.ts';

/** What a try needs. */
export interface TryNeeds {
  database: Database;
  partnerCenter: PartnerCenter;
  clock: Clock;
  /** The agreement that customers' states are about. */
  agreementType: AgreementType;
  acceptancesValidFrom: AcceptancesValidFrom;
  /** How long a confirmation is held for its POST; shorter in tests. */
  attemptMs?: number;
}

/** `held`: the attempts the confirmation counts now. Another number in the database means that another process has it. */
export type Try = { step: Step; held: number };

/**
 * Tries once: reads the customer's agreements, and posts where none of them settles the confirmation. Writes only the start
 * of a POST. Undefined when another process was quicker and has the confirmation now.
 */
export async function tryOnce(needs: TryNeeds, confirmation: Confirmation): Promise<Try | undefined> {
  const { partnerCenter, database, clock } = needs;
  const { correlationId } = confirmation;
  const unsent = (step: Step): Try => ({ step, held: confirmation.attempts });
  if (!hasContact(confirmation)) return unsent(settled(attention(wasSent(confirmation))));

  // Taken before the call: an agreement that arrives meanwhile may not be in the answer.
  const readAt = clock.now();
  const read = await partnerCenter.agreements(
    confirmation.customerId,
    filingPriority(confirmation),
    correlationId,
  );
  if (read.kind !== 'read') {
    return unsent(await stepOfDenied(needs, confirmation, stepOfRead(read, confirmation), mayReadOthers));
  }
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
  const held = confirmation.attempts + 1;
  return { step: await stepOfDenied(needs, confirmation, step, mayConfirmOthers), held };
}

/**
 * Returns the end of a confirmation whose customer signed with Microsoft itself, or the step when that is unknown;
 * undefined when it did not sign.
 */
async function signedDirectly(needs: TryNeeds, confirmation: Confirmation): Promise<Step | undefined> {
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
 * Returns the step when the service has an agreement with this contact: an earlier one, one just made, or our own from a try
 * that seemed lost. Only a reading tells which. Where none shows yet, the list is behind, and is read again later.
 */
async function stepOfDuplicate(
  { partnerCenter, acceptancesValidFrom }: TryNeeds,
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

const hasContact = (confirmation: Confirmation): confirmation is Fileable => confirmation.contact !== null;
