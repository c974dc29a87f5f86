import type { AcceptanceInput } from './acceptance.ts';
import type { Confirmation } from './confirmation.ts';
import type { Person } from './customer.ts';

type Stated = Pick<Confirmation, 'customerId' | 'acceptedOn' | 'contact' | 'submittedBy' | 'collected'>;

/**
 * Whether what arrives with a form that was used before is that statement once more: of whoever made it, or in the same
 * words. Another customer, or other details by somebody else, is a statement of its own. A press without a customer says
 * nothing new.
 */
export function isSameStatement(stated: Stated, input: AcceptanceInput, by: Pick<Person, 'id'>): boolean {
  const customerId = input.customerId.trim();
  if (customerId === '') return true;
  if (customerId !== stated.customerId) return false;
  if (by.id === stated.submittedBy.id || by.id === stated.collected?.by.id) return true;
  return input.acceptanceDate.trim() === stated.acceptedOn && hasSameContact(stated, input);
}

/** What was erased speaks against nothing. */
function hasSameContact({ contact }: Stated, input: AcceptanceInput): boolean {
  const fields = ['firstName', 'lastName', 'email', 'phoneNumber'] as const;
  return !contact || fields.every((field) => input[field].trim() === contact[field]);
}
