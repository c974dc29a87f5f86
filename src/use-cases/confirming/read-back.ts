import { latestAgreement, type Agreement } from '../../domain/confirming/agreement.ts';
import { mayBeSameContact, sameContact } from '../../domain/confirming/contact.ts';
import type { Confirmation, Outcome } from '../../domain/confirming/confirmation.ts';
import { countsStill, type AcceptancesValidFrom } from '../../domain/customers/renewal.ts';

/** A confirmation with its contact still there: the only kind that can be filed. */
export type Fileable = Confirmation & { contact: NonNullable<Confirmation['contact']> };

/** What a customer's agreements, just read, say about a confirmation. */
export interface ReadBack {
  /** How it ended; undefined when the agreements do not say. */
  outcome: Outcome | undefined;
  /** How many of them say the same, word for word. */
  identical: number;
  /** Whether one has this contact, as the service may compare contacts: in some years it did not take one twice. */
  hasSameContact: boolean;
}

/**
 * Compares a customer's agreements with a confirmation. Agreements have no id, so a sent confirmation is there when one more
 * than before says the same. One that another program made settles the confirmation too, unless the person confirmed once
 * more on purpose, or it no longer counts.
 */
export function readBack(
  agreements: readonly Agreement[],
  confirmation: Fileable,
  validFrom: AcceptancesValidFrom,
): ReadBack {
  const { agreementType, acceptedOn, contact, identicalBefore } = confirmation;
  const ofContact = agreements.filter(
    ({ type, primaryContact }) => type === agreementType && sameContact(primaryContact, contact),
  );
  const identical = ofContact.filter(({ dateAgreed }) => dateAgreed === acceptedOn).length;
  const latest = latestAgreement(agreements, agreementType);
  return {
    outcome:
      wasSent(confirmation) && identical > identicalBefore
        ? { kind: 'confirmed', how: 'read-back', acceptedOn }
        : latest && !confirmation.again && countsStill(latest.dateAgreed, validFrom)
          ? { kind: 'confirmed', how: 'found', acceptedOn: latest.dateAgreed }
          : undefined,
    identical,
    hasSameContact: agreements.some(
      ({ type, primaryContact }) => type === agreementType && mayBeSameContact(primaryContact, contact),
    ),
  };
}

/** Whether an earlier try may have arrived. */
export function wasSent({ state }: Pick<Confirmation, 'state'>): boolean {
  return state !== 'recorded';
}
