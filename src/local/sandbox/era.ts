import type { AgreementType } from '../../domain/confirming/agreement.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';

export const ERAS = ['cloud-2018', 'customer-2021', 'retired-2026'] as const;
/** Which year's rules the service follows. */
export type Era = (typeof ERAS)[number];

export const PARTNER_KINDS = ['direct', 'provider', 'reseller'] as const;
export type PartnerKind = (typeof PARTNER_KINDS)[number];

/** A template as the service lists it. */
export interface WireTemplate {
  templateId: string;
  agreementType: AgreementType;
  agreementLink: string;
  versionRank: number;
}

const CLOUD: WireTemplate = {
  templateId: '998b88de-aa99-4388-a42c-1b3517d49490',
  agreementType: 'MicrosoftCloudAgreement',
  agreementLink: 'https://docs.microsoft.com/partner-center/agreements',
  versionRank: 0,
};
const CUSTOMER: WireTemplate = {
  templateId: '117a77b0-9360-443b-8795-c6dedc750cf9',
  agreementType: 'MicrosoftCustomerAgreement',
  agreementLink: 'https://aka.ms/customeragreement',
  versionRank: 0,
};

export interface EraRules {
  templates: readonly WireTemplate[];
  /** The agreement that sample customers were confirmed for, that orders need, and when that was. */
  agreementType: AgreementType;
  confirmedFrom: CalendarDate;
  confirmedWithinDays: number;
  /** A time further back, in which a third of those confirmed were. */
  confirmedLongAgo?: { from: CalendarDate; days: number };
  /** Whether `agreementType` filters; at first there was no such parameter. */
  filtersByType: boolean;
  /** Types of which a confirmation is still taken. */
  accepts: readonly AgreementType[];
  /** Whether the same contact twice is refused with 600061. */
  refusesSameContact: boolean;
  knowsDirectAcceptance: boolean;
}

export const RULES: Record<Era, EraRules> = {
  'cloud-2018': {
    templates: [CLOUD],
    agreementType: 'MicrosoftCloudAgreement',
    confirmedFrom: '2018-01-08',
    confirmedWithinDays: 260,
    filtersByType: false,
    accepts: ['MicrosoftCloudAgreement'],
    refusesSameContact: false,
    knowsDirectAcceptance: false,
  },
  'customer-2021': {
    templates: [CLOUD, CUSTOMER],
    agreementType: 'MicrosoftCustomerAgreement',
    confirmedFrom: '2019-10-01',
    confirmedWithinDays: 500,
    filtersByType: true,
    accepts: ['MicrosoftCustomerAgreement'],
    refusesSameContact: true,
    knowsDirectAcceptance: true,
  },
  'retired-2026': {
    templates: [CLOUD, CUSTOMER],
    agreementType: 'MicrosoftCustomerAgreement',
    confirmedFrom: '2023-04-01',
    confirmedWithinDays: 900,
    confirmedLongAgo: { from: '2020-01-06', days: 350 },
    filtersByType: true,
    accepts: [],
    refusesSameContact: true,
    knowsDirectAcceptance: true,
  },
};

export function templateOf(templateId: string): WireTemplate | undefined {
  return [CLOUD, CUSTOMER].find((template) => template.templateId === templateId);
}
