import type { Customer } from '../../../../src/domain/customers/customer.ts';

export const now = new Date('2018-11-07T09:00:00Z');

/** Customers that wait, as lists and reminders name them. */
export const waiting = Array.from({ length: 7 }, (_, index) => ({
  id: `c${index}`,
  name: `Customer ${index}`,
  waitingSince: new Date('2018-10-28T09:00:00Z'),
  assignee: null,
  reseller: null,
}));

export const unconfirmed: Customer = {
  id: 'c1',
  name: 'Contoso',
  domain: 'contoso.com',
  agreementState: 'unconfirmed',
  checkedAt: now,
  waitingSince: new Date('2018-10-26T09:00:00Z'),
  confirmedAt: null,
  acceptedOn: null,
  confirmedVia: null,
  confirmedBy: null,
  assignee: null,
  reseller: null,
};
