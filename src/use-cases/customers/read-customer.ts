import { latestAgreement, type AgreementType } from '../../domain/confirming/agreement.ts';
import type { Refusal } from '../../domain/confirming/refusal.ts';
import { countsStill, type AcceptancesValidFrom } from '../../domain/customers/renewal.ts';
import { readDirectAcceptance } from '../confirming/direct-acceptance.ts';
import { takenLately } from '../confirming/own-confirmations.ts';
import type { Clock } from '../ports/clock.ts';
import type { AgreementsRead, PartnerCenter, Priority } from '../ports/partner-center.ts';
import type { TakenConfirmation } from '../ports/confirmation-store.ts';
import type { Database } from '../ports/stores.ts';

export interface ReadNeeds {
  database: Database;
  partnerCenter: Pick<PartnerCenter, 'agreements' | 'directAcceptance'>;
  clock: Clock;
  agreementType: AgreementType;
  acceptancesValidFrom: AcceptancesValidFrom;
}

/** What a reading of one customer came to. */
export type CustomerRead =
  /** `isNews`: the customer is confirmed, and was not before. */
  | { kind: 'read'; isNews: boolean }
  /** Partner Center tells nothing of this customer, and will not tomorrow; that is noted. */
  | { kind: 'untold' }
  /** Partner Center may tell another time; nothing was written. */
  | { kind: 'failed' };

/** Refusals that are clear answers about one customer, and will be the same tomorrow: no fault, and no hurry. */
const SAYS_OF_THE_CUSTOMER: readonly Refusal[] = ['no-relationship', 'customer-unknown'];

/**
 * Reads one customer's agreements, and whether it accepted with Microsoft itself, and writes what they say. A refusal
 * leaves the customer's state as it was.
 */
export async function readCustomer(needs: ReadNeeds, id: string, priority: Priority): Promise<CustomerRead> {
  const { partnerCenter, database, clock, agreementType, acceptancesValidFrom } = needs;
  // Taken before the call, so that a confirmation that is settled meanwhile counts as later.
  const at = clock.now();
  const read = await partnerCenter.agreements(id, priority);
  if (read.kind !== 'read') return noteRefusal(needs, id, read, at);
  const latest = latestAgreement(read.agreements, agreementType);
  const counting = latest && countsStill(latest.dateAgreed, acceptancesValidFrom) ? latest : undefined;
  const direct = counting
    ? undefined
    : await readDirectAcceptance(needs, { customerId: id, agreementType, priority });
  if (direct?.kind === 'refused') return noteUntold(needs, id, direct.reason, at);
  if (direct && direct.kind !== 'read') return { kind: 'failed' };
  if (!counting && !direct?.value) {
    const taken = await takenLately(needs, { customerId: id, agreementType });
    if (taken) return { kind: 'read', isNews: await keepConfirmed(needs, { id, taken, at }) };
    await database.customers.markUnconfirmed(id, at, latest?.dateAgreed);
    return { kind: 'read', isNews: false };
  }
  const isNews = await isNotConfirmedYet(needs, id);
  await database.customers.markConfirmed(
    id,
    counting
      ? { acceptedOn: counting.dateAgreed, via: 'partner-center', by: null, at }
      : { acceptedOn: null, via: 'direct', by: null, at },
  );
  return { kind: 'read', isNews };
}

async function isNotConfirmedYet({ database }: ReadNeeds, id: string): Promise<boolean> {
  const customer = await database.customers.find(id);
  return customer?.agreementState !== 'confirmed';
}

/**
 * Keeps a customer confirmed whose confirmation Partner Center took while its list is behind. Returns whether that is
 * news.
 */
async function keepConfirmed(
  needs: ReadNeeds,
  { id, taken, at }: { id: string; taken: TakenConfirmation; at: Date },
): Promise<boolean> {
  const { database } = needs;
  const isNews = await isNotConfirmedYet(needs, id);
  if (isNews) await database.customers.markConfirmed(id, { via: 'bot', ...taken });
  await database.customers.markRefused(id, at);
  return isNews;
}

async function noteRefusal(
  needs: ReadNeeds,
  id: string,
  read: Exclude<AgreementsRead, { kind: 'read' }>,
  at: Date,
): Promise<CustomerRead> {
  if (read.kind !== 'refused' || !SAYS_OF_THE_CUSTOMER.includes(read.reason)) return { kind: 'failed' };
  return noteUntold(needs, id, read.reason, at);
}

async function noteUntold(
  { database }: ReadNeeds,
  id: string,
  why: Refusal,
  at: Date,
): Promise<CustomerRead> {
  await database.customers.markRefused(id, at, why);
  return { kind: 'untold' };
}
