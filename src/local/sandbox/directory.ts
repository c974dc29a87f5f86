import type { Era } from './era.ts';
import { RULES, type EraRules } from './era.ts';
import type { Ledger, LedgerEntry } from './ledger.ts';
import {
  CONFIRMED_ONCE,
  CONFIRMED_TWICE,
  CONTOSO,
  DIRECTLY_SIGNED,
  earlierConfirmations,
  LEFT_LONG_AGO,
  sampleContact,
  sampleCustomer,
  sampleName,
  WITHOUT_RELATIONSHIP,
  type SampleCustomer,
} from './sample-customers.ts';
import { mixed, sampleId, sampleIndex } from './sample-ids.ts';
import { resellerOf } from './sample-partners.ts';

/** What a list of customers is narrowed to; texts in lower case. */
export interface CustomerFilter {
  field: 'CompanyName' | 'Domain' | 'IndirectReseller';
  value: string;
}

export type Found =
  { kind: 'customer'; customer: SampleCustomer; hasRelationship: boolean } | { kind: 'unknown' };

/** An agreement wherever it comes from: accepted since the start, or part of a sample's past. */
export type KnownAgreement = Pick<LedgerEntry, 'type' | 'templateId' | 'dateAgreed' | 'contact'>;

/** The partner's customers. Nothing is kept of them: each is made anew from its index when asked for. */
export interface Directory {
  size(): number;
  find(id: string): Found;
  /** Customers from a place in the list on, and the place to go on from; null at the end. */
  page(
    from: number,
    size: number,
    filter: CustomerFilter | null,
  ): { customers: SampleCustomer[]; next: number | null };
  /**
   * This partner's confirmations of a customer, oldest first; as they were known at an instant in milliseconds, now if
   * not said.
   */
  agreements(customer: SampleCustomer, knownUntil?: number): KnownAgreement[];
  acceptedDirectly(customer: SampleCustomer, at: Date): boolean;
}

/** Ids of customers with a particular history, to point tests and demonstrations at. */
export const SAMPLES = {
  unconfirmed: sampleId(0),
  contoso: sampleId(CONTOSO),
  confirmedOnce: sampleId(CONFIRMED_ONCE),
  confirmedTwice: sampleId(CONFIRMED_TWICE),
  /** Signed with Microsoft itself, in the eras that know this. */
  directlySigned: sampleId(DIRECTLY_SIGNED),
  /** Not in the list: known to Microsoft, but not a customer of this partner. */
  withoutRelationship: sampleId(WITHOUT_RELATIONSHIP),
  /** Not in the list: the tenant is gone. */
  removed: sampleId(LEFT_LONG_AGO),
} as const;

export function createDirectory(count: number, era: Era, ledger: Ledger): Directory {
  const rules = RULES[era];
  const templateId = rules.templates.find(
    ({ agreementType }) => agreementType === rules.agreementType,
  )!.templateId;
  const size = () => count + ledger.added();

  function isListed(index: number): boolean {
    return !ledger.hasLeft(sampleId(index));
  }

  function customerAt(index: number): SampleCustomer {
    const customer = sampleCustomer(index);
    return { ...customer, domain: ledger.domainOf(customer.id) ?? customer.domain };
  }

  function matches(index: number, filter: CustomerFilter | null): boolean {
    if (!filter) return true;
    if (filter.field === 'CompanyName') return sampleName(index).toLowerCase().startsWith(filter.value);
    if (filter.field === 'Domain') return customerAt(index).domain.startsWith(filter.value);
    return resellerOf(index)?.id === filter.value;
  }

  return {
    size,
    find: (id) => {
      const index = sampleIndex(id);
      const exists = index !== undefined && (index < size() || index === WITHOUT_RELATIONSHIP);
      if (!exists || ledger.hasLeft(id.toLowerCase())) return { kind: 'unknown' };
      const hasRelationship = index < size() && !ledger.hasNoRelationship(id.toLowerCase());
      return { kind: 'customer', customer: customerAt(index), hasRelationship };
    },
    page: (from, length, filter) => {
      const customers: SampleCustomer[] = [];
      for (let index = from; index < size(); index += 1) {
        if (!isListed(index) || !matches(index, filter)) continue;
        if (customers.length === length) return { customers, next: index };
        customers.push(customerAt(index));
      }
      return { customers, next: null };
    },
    agreements: (customer, knownUntil = Infinity) => {
      const { agreementType } = rules;
      const { from, days: within } = confirmedWithin(customer.index, rules);
      const days = earlierConfirmations(customer.index, from, within);
      const past = days.map((dateAgreed, which) => ({
        type: agreementType,
        templateId,
        dateAgreed,
        contact: sampleContact(customer.index, which),
      }));
      return [...past, ...ledger.of(customer.id).filter(({ at }) => Date.parse(at) <= knownUntil)];
    },
    acceptedDirectly: ({ id, index }, at) =>
      rules.knowsDirectAcceptance && (index === DIRECTLY_SIGNED || ledger.acceptedDirectly(id, at)),
  };
}

/** The time in which a sample customer was confirmed: a third of them long ago, in eras that look back on such a time. */
function confirmedWithin(index: number, { confirmedFrom, confirmedWithinDays, confirmedLongAgo }: EraRules) {
  const isOld = confirmedLongAgo !== undefined && mixed(index, 51) % 3 === 0;
  return isOld ? confirmedLongAgo : { from: confirmedFrom, days: confirmedWithinDays };
}
