import type { Confirmation } from '../../src/domain/confirmation.ts';

/** Who is confirming a customer just now, for its card. */
export function progressOf(open: Confirmation | undefined) {
  return open && { by: open.submittedBy, at: open.submittedAt, acceptedOn: open.acceptedOn };
}
