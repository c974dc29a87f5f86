import { sql, type Selectable } from 'kysely';
import type { Customer, Person } from '../../domain/customers/customer.ts';
import type { CustomerTable } from '../core/tables.ts';

export const CUSTOMER_COLUMNS = [
  'id',
  'name',
  'domain',
  'agreement_state',
  'checked_at',
  'waiting_since',
  'confirmed_at',
  'accepted_on',
  'confirmed_via',
  'confirmed_by_id',
  'confirmed_by_name',
  'assignee_id',
  'assignee_name',
  'reseller_id',
  'asked_at',
  'asked_by_id',
  'asked_by_name',
  'untold',
  'pause_ends_on',
  'paused_by_id',
  'paused_by_name',
] as const;

/** The name of `reseller_id`, looked up only for the few rows that are returned. */
export const RESELLER_NAME = sql<
  string | null
>`(select name from resellers where resellers.id = reseller_id)`.as('reseller_name');

/** For the order of lists: customers not asked yet come first. */
export const WAS_ASKED = sql<boolean>`(asked_at is not null)`;

/** The values that end a pause: reminders name the customer again. */
export const NOT_PAUSED = {
  pause_ends_on: null,
  pause_ends_at: null,
  paused_by_id: null,
  paused_by_name: null,
} as const;

export function customerOf(
  row: Pick<Selectable<CustomerTable>, (typeof CUSTOMER_COLUMNS)[number]> & { reseller_name: string | null },
): Customer {
  return {
    id: row.id,
    name: row.name,
    domain: row.domain,
    agreementState: row.agreement_state,
    checkedAt: row.checked_at,
    waitingSince: row.waiting_since,
    confirmedAt: row.confirmed_at,
    acceptedOn: row.accepted_on,
    confirmedVia: row.confirmed_via,
    confirmedBy: personOf(row.confirmed_by_id, row.confirmed_by_name),
    assignee: personOf(row.assignee_id, row.assignee_name),
    reseller: row.reseller_id === null ? null : { id: row.reseller_id, name: row.reseller_name ?? '' },
    ...(row.asked_at !== null &&
      row.asked_by_id !== null && {
        asked: { by: { id: row.asked_by_id, name: row.asked_by_name ?? '' }, at: row.asked_at },
      }),
    ...(row.untold !== null && { untold: row.untold }),
    ...(row.pause_ends_on !== null &&
      row.paused_by_id !== null && {
        pause: { until: row.pause_ends_on, by: { id: row.paused_by_id, name: row.paused_by_name ?? '' } },
      }),
  };
}

export function personOf(id: string | null, name: string | null): Person | null {
  return id === null ? null : { id, name: name ?? '' };
}
