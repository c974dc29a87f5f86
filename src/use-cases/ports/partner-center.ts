import type { Agreement, AgreementTemplate, AgreementType } from '../../domain/confirming/agreement.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { AccountReason } from '../../domain/confirming/confirmation.ts';
import type { Refusal } from '../../domain/confirming/refusal.ts';
import type { Contact } from '../../domain/confirming/contact.ts';
import type { ListedCustomer, Reseller } from '../../domain/customers/customer.ts';
import type { Lease } from '../../domain/confirming/lease.ts';

/** Partner Center refused the call. `code` is its own, for the log and for support. */
export interface Refused {
  kind: 'refused';
  reason: Refusal;
  code: string;
}

/**
 * The partner's own account was not let in, or may not do this. That says nothing about the customer, and nothing was
 * changed. An administrator has to mend it. `code` is for the log and for support.
 */
export interface AccountFault {
  kind: 'account-fault';
  reason: AccountReason;
  code: string;
}

/** Too many calls: nothing was done, not to be tried before `retryAfterMs` have passed. */
export interface Busy {
  kind: 'busy';
  retryAfterMs: number;
}

/** The call surely changed nothing: never sent, or a read that failed. */
export interface Unavailable {
  kind: 'unavailable';
  code: string;
}

/** A write was sent and it is unknown whether it arrived. */
export interface Unclear {
  kind: 'unclear';
  code: string;
}

export type AgreementsRead =
  { kind: 'read'; agreements: Agreement[] } | Refused | AccountFault | Busy | Unavailable;

export type TemplateRead =
  { kind: 'read'; template: AgreementTemplate } | Refused | AccountFault | Busy | Unavailable;

/** How a check ended whether the account is let in and may read agreements. */
export type AccountRead = { kind: 'read' } | Refused | AccountFault | Busy | Unavailable;

export type DirectAcceptanceRead =
  { kind: 'read'; value: boolean } | Refused | AccountFault | Busy | Unavailable;

export type Filed =
  | { kind: 'confirmed' }
  /** 600061: this partner confirmed this customer with the same contact before. */
  | { kind: 'already-confirmed' }
  | Refused
  | AccountFault
  | Busy
  | Unavailable
  | Unclear;

export interface Confirmation {
  customerId: string;
  agreementType: AgreementType;
  templateId: string;
  acceptedOn: CalendarDate;
  contact: Contact;
}

export type CustomerPageRead =
  | { kind: 'read'; customers: ListedCustomer[]; next: string | null }
  | Refused
  | AccountFault
  | Busy
  | Unavailable;

export type ResellersRead = { kind: 'read'; value: Reseller[] } | Refused | AccountFault | Busy | Unavailable;

/** How urgent a call is: a person's confirmation goes before background reading. */
export type Priority = 'person' | 'background';

/**
 * The service with which confirmations are filed. Expected failures are returned, never thrown. `correlationId`: that of the
 * work a call belongs to, so that both sides' logs can be matched; without it a call has one of its own.
 */
export interface PartnerCenter {
  /** One page of the partner's customers, or of one reseller's; `next` of the page before, null for the first. */
  customerPage(next: string | null, ofReseller?: string): Promise<CustomerPageRead>;
  /** The indirect resellers of a provider; refused for other kinds of partner. */
  resellers(): Promise<ResellersRead>;
  /** All confirmations this partner made for a customer, of every type. */
  agreements(customerId: string, priority: Priority, correlationId?: string): Promise<AgreementsRead>;
  /** Whether the customer signed the Customer Agreement with Microsoft itself; no confirmation tells that. */
  directAcceptance(
    customerId: string,
    priority: Priority,
    correlationId?: string,
  ): Promise<DirectAcceptanceRead>;
  /** The template in force of an agreement type, looked up and kept for a day. */
  template(type: AgreementType, correlationId?: string): Promise<TemplateRead>;
  /** Checks whether the account is let in: reads what concerns no customer, and never a kept answer. */
  account(): Promise<AccountRead>;
  /**
   * Files a confirmation. `requestId` must be the same over all tries of one confirmation. `lease`: the right to file it;
   * the answer is `unavailable`, with surely nothing sent, when too little of it is left when the call would go out.
   */
  confirm(
    confirmation: Confirmation,
    ids: { requestId: string; correlationId: string },
    lease?: Lease,
  ): Promise<Filed>;
}
