import type { Confirmation } from '../../domain/confirming/confirmation.ts';
import type { Clock } from '../ports/clock.ts';
import type { PartnerCenter } from '../ports/partner-center.ts';
import type { Database } from '../ports/stores.ts';
import type { Step } from './filing-step.ts';

interface Needs {
  database: Pick<Database, 'confirmations' | 'customers'>;
  partnerCenter: Pick<PartnerCenter, 'account' | 'agreements'>;
  clock: Clock;
}

/** Tells whether the account may do for other customers what it may not do for one; undefined where that is unknown. */
type MayForOthers = (needs: Needs, confirmation: Confirmation) => Promise<boolean | undefined>;

/** How long before a refusal a confirmation of another customer still shows that the account may confirm. */
const TAKEN_LATELY_MS = 60 * 60_000;

/**
 * Returns what a try comes to where Partner Center said that the account may not do this. It says the same of an account
 * that has lost its role and of a single customer. So before all filing is paused, the account reads what concerns no
 * customer, and `mayForOthers` tells about other customers. A refusal of one customer holds up that customer alone, which is
 * tried again for as long as one about which Partner Center says nothing.
 */
export async function stepOfDenied(
  needs: Needs,
  confirmation: Confirmation,
  step: Step,
  mayForOthers: MayForOthers,
): Promise<Step> {
  if (step.kind !== 'held' || step.fault.reason !== 'not-entitled') return step;
  const { post, fault } = step;
  const account = await needs.partnerCenter.account();
  if (account.kind === 'account-fault') return { ...step, fault: account };
  const isOwn = await mayForOthers(needs, confirmation);
  if (isOwn === undefined) return { kind: 'again', post };
  if (!isOwn) return step;
  const end = { kind: 'refused', reason: fault.reason, code: fault.code } as const;
  // A refusal of this try says nothing of an earlier one that may have arrived.
  return { kind: 'again', post, isDenied: true, end: post ? undefined : end };
}

/** Reads another customer. */
export const mayReadOthers: MayForOthers = async (
  { database, partnerCenter },
  { customerId, correlationId },
) => {
  const other = await database.customers.otherThan(customerId);
  if (other === undefined) return false;
  const read = await partnerCenter.agreements(other, 'person', correlationId);
  if (read.kind === 'account-fault') return false;
  return read.kind === 'read' || read.kind === 'refused' ? true : undefined;
};

/**
 * Only a confirmation shows this: one of another customer, taken lately and since the first refusal, speaks for the
 * account.
 */
export const mayConfirmOthers: MayForOthers = async ({ database, clock }, { customerId, deniedAt }) => {
  const lately = clock.now().getTime() - TAKEN_LATELY_MS;
  const since = new Date(Math.min(lately, deniedAt?.getTime() ?? lately));
  return database.confirmations.takesOfOthers(customerId, since);
};
