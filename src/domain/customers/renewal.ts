import type { CalendarDate } from '../time/calendar-date.ts';
import type { Customer } from './customer.ts';

/** The first day whose acceptances count; undefined: all of them do. */
export type AcceptancesValidFrom = CalendarDate | undefined;

/** Microsoft asked for every acceptance of the Customer Agreement from before this day once more. */
export const CUSTOMER_AGREEMENT_VALID_FROM: CalendarDate = '2023-04-01';

/** Returns whether an acceptance counts. A direct one has no date, and counts. */
export function countsStill(acceptedOn: CalendarDate | null, validFrom: AcceptancesValidFrom): boolean {
  return acceptedOn === null || validFrom === undefined || acceptedOn >= validFrom;
}

/** Returns the day of the acceptance that a customer has to renew; undefined where there is none to renew. */
export function toBeRenewed({
  agreementState,
  acceptedOn,
}: Pick<Customer, 'agreementState'> & { acceptedOn?: CalendarDate | null | undefined }):
  CalendarDate | undefined {
  return agreementState === 'unconfirmed' ? (acceptedOn ?? undefined) : undefined;
}

/** Returns the later of two days; either may be unknown. */
export function laterDay(one: CalendarDate | null, other: CalendarDate): CalendarDate {
  return one !== null && one > other ? one : other;
}
