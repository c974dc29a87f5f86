import type { AgreementType } from '../../domain/confirming/agreement.ts';
import type { Confirmation, Outcome } from '../../domain/confirming/confirmation.ts';
import { countsStill, type AcceptancesValidFrom } from '../../domain/customers/renewal.ts';
import type { Clock } from '../ports/clock.ts';
import type { TakenConfirmation } from '../ports/confirmation-store.ts';
import type { Database } from '../ports/stores.ts';
import type { Fileable } from './read-back.ts';

interface Needs {
  database: Database;
  clock: Clock;
  acceptancesValidFrom: AcceptancesValidFrom;
}

/** How long the bot believes its own confirmation more than a list that does not show it yet. */
const GOES_BEFORE_LISTS_MS = 24 * 60 * 60_000;

/** Returns the customer's latest confirmation that counts and that Partner Center took from the bot within the last day. */
export async function takenLately(
  { database, clock, acceptancesValidFrom }: Needs,
  { customerId, agreementType }: { customerId: string; agreementType: AgreementType },
): Promise<TakenConfirmation | undefined> {
  const since = new Date(clock.now().getTime() - GOES_BEFORE_LISTS_MS);
  const taken = await database.confirmations.latestTaken(customerId, agreementType, since);
  return taken && countsStill(taken.acceptedOn, acceptancesValidFrom) ? taken : undefined;
}

/**
 * Returns how a confirmation ends whose customer the bot has confirmed within the last day, whatever Partner Center's list
 * shows; undefined when the bot has not, or the person confirms once more on purpose.
 */
export async function confirmedByUs(
  needs: Needs,
  confirmation: Confirmation,
): Promise<(Outcome & { kind: 'confirmed' }) | undefined> {
  const taken = confirmation.again ? undefined : await takenLately(needs, confirmation);
  return taken && { kind: 'confirmed', how: 'found', acceptedOn: taken.acceptedOn };
}

/**
 * Treats a confirmation from before the database lost its last commits, as after a failover or a restore, as one that may
 * have been sent: the loss may include its POST. An agreement that Partner Center has beyond those the bot knows it filed
 * then counts as this confirmation's. Where there is none it is sent, after the careful readings that follow an unclear
 * answer.
 */
export async function asPerhapsSent(
  { database }: Pick<Needs, 'database'>,
  confirmation: Confirmation,
): Promise<Confirmation> {
  const { state, contact, identicalBefore } = confirmation;
  if (contact === null) return confirmation;
  const known = await database.confirmations.countTakenLike({ ...confirmation, contact } satisfies Fileable);
  return {
    ...confirmation,
    state: state === 'recorded' ? 'unclear' : state,
    identicalBefore: Math.max(identicalBefore, known),
  };
}
