import type { Confirmation } from '../../src/domain/confirmation.ts';
import { waitingFor } from '../../src/domain/filing-pause.ts';
import type { CustomerInput } from '../cards/customer.ts';
import type { BotNeeds } from '../needs.ts';
import type { Viewer } from '../cards/assignment.ts';
import type { Turn } from '../turn.ts';

/** Who is confirming a customer just now and what that waits for, for its card. */
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
