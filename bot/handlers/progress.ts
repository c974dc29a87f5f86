import type { Confirmation } from '../../src/domain/confirmation.ts';
import type { Viewer } from '../cards/assignment.ts';
import type { Turn } from '../turn.ts';

/** Who is confirming a customer just now, for its card. */
export function progressOf(open: Confirmation | undefined) {
  return open && { by: open.submittedBy, at: open.submittedAt, acceptedOn: open.acceptedOn };
}

/** Who reads the card that answers a turn. */
export const viewerOf = ({ person, isPrivate }: Turn): Viewer => ({ id: person.id, isAlone: isPrivate });
