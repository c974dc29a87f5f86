import type { CalendarDate } from '../time/calendar-date.ts';
import type { Contact } from './contact.ts';

/** Partner Center's own names for the two agreements (Agreement resource, field `type`). */
export const AGREEMENT_TYPES = ['MicrosoftCloudAgreement', 'MicrosoftCustomerAgreement'] as const;
export type AgreementType = (typeof AGREEMENT_TYPES)[number];

/** One confirmation as Partner Center keeps it. It has no id of its own. */
export interface Agreement {
  type: string;
  templateId: string;
  dateAgreed: CalendarDate;
  primaryContact: Contact;
}

/** The text of an agreement in force, from the agreement metadata. */
export interface AgreementTemplate {
  templateId: string;
  agreementType: string;
  link: string | undefined;
  versionRank: number;
}

/** Returns the template to confirm with: the one of the type with the highest version rank; undefined when there is none. */
export function templateInForce(
  templates: readonly AgreementTemplate[],
  type: AgreementType,
): AgreementTemplate | undefined {
  return templates
    .filter((template) => template.agreementType === type)
    .reduce<AgreementTemplate | undefined>(
      (best, each) => (!best || each.versionRank > best.versionRank ? each : best),
      undefined,
    );
}

/** Returns the agreement of a type with the latest date, for the service lists them in no reliable order. */
export function latestAgreement(
  agreements: readonly Agreement[],
  type: AgreementType,
): Agreement | undefined {
  return agreements
    .filter((agreement) => agreement.type === type)
    .reduce<Agreement | undefined>(
      (latest, each) => (!latest || each.dateAgreed > latest.dateAgreed ? each : latest),
      undefined,
    );
}
