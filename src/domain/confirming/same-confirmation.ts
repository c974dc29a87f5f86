import { ACCEPTANCE_FIELDS, parseAcceptance, type AcceptanceInput } from './acceptance.ts';
import type { CalendarDate } from '../time/calendar-date.ts';
import { cleanKey } from '../text/clean-text.ts';
import type { Confirmation } from './confirmation.ts';
import type { Person } from '../customers/customer.ts';

type Stated = Pick<Confirmation, 'customerId' | 'acceptedOn' | 'contact' | 'submittedBy' | 'collected'>;

/**
 * What arrives with a form that was used before: that confirmation once more, the same person's with other details, or a
 * confirmation of its own (another customer, or other details by another person).
 */
export type FormReuse = 'same' | 'corrected' | 'other';

/** The latest day that can be written: this comparison does not ask whether a date is allowed. */
const ANY_DAY: CalendarDate = '9999-12-31';

/** Compares a press of a used form with its confirmation. A press without details says nothing new. */
export function formReuse(stated: Stated, input: AcceptanceInput, by: Pick<Person, 'id'>): FormReuse {
  const customerId = cleanKey(input.customerId);
  if (customerId === '') return 'same';
  if (customerId !== stated.customerId) return 'other';
  if (hasSameDetails(stated, input)) return 'same';
  const isMine = by.id === stated.submittedBy.id || by.id === stated.collected?.by.id;
  if (!isMine) return 'other';
  const saysNothing = ACCEPTANCE_FIELDS.every(
    (field) => field === 'customerId' || input[field].trim() === '',
  );
  return saysNothing ? 'same' : 'corrected';
}

/** Compares the details as they would be recorded. Erased details count as the same. */
function hasSameDetails({ acceptedOn, contact }: Stated, input: AcceptanceInput): boolean {
  const parsed = parseAcceptance(input, ANY_DAY);
  if (parsed.kind === 'invalid') return false;
  const { acceptance } = parsed;
  const fields = ['firstName', 'lastName', 'email', 'phoneNumber'] as const;
  return (
    acceptance.acceptanceDate === acceptedOn &&
    (!contact || fields.every((field) => acceptance.contact[field] === contact[field]))
  );
}
