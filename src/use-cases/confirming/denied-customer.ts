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

/** Whether our account may do for other customers what it may not do for one; undefined where that cannot be told now. */
type MayForOthers = (needs: Needs, confirmation: Confirmation) => Promise<boolean | undefined>;

/** How long before a no it still says something that Partner Center took a confirmation of another customer. */
const TAKEN_LATELY_MS = 60 * 60_000;

/**
 * Returns what a try comes to where Partner Center said that our account may not do this. It says the same of an account
 * that has lost its role and of one customer for whom alone it may not: before everybody's filing is paused, our account
 * reads what concerns no customer, and `mayForOthers` tells about the others. A customer's own no holds up that customer
 * alone, which is tried again for as long as one of whom Partner Center says nothing.
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
  // What may have arrived is never refused by what was said of another try.
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

/** Nothing but a confirmation tries this out: one that was taken lately, or since the first no, speaks for our account. */
export const mayConfirmOthers: MayForOthers = async ({ database, clock }, { customerId, deniedAt }) => {
  const lately = clock.now().getTime() - TAKEN_LATELY_MS;
  const since = new Date(Math.min(lately, deniedAt?.getTime() ?? lately));
  return database.confirmations.takesOfOthers(customerId, since);
};
