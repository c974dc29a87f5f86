import type { Confirmation } from '../../../src/domain/confirming/confirmation.ts';
import { waitingFor } from '../../../src/domain/confirming/filing-pause.ts';
import type { CustomerInput } from '../../cards/customers/customer.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Viewer } from '../../cards/customers/assignment.ts';
import type { Turn } from '../../turn/turn.ts';

/** Returns who is confirming a customer and what that waits for, for its card. */
export async function progressOf(
  { database }: Pick<BotNeeds, 'database'>,
  open: Confirmation | undefined,
): Promise<CustomerInput['inProgress']> {
  if (!open) return undefined;
  const waiting = waitingFor(open, await database.filingPause.current());
  return { by: open.submittedBy, at: open.submittedAt, acceptedOn: open.acceptedOn, waiting };
}

/** Who reads the card that answers a turn. */
export const viewerOf = ({ person, isPrivate }: Turn): Viewer => ({ id: person.id, isAlone: isPrivate });
