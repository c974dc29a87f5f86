import type { AgreementType } from '../../domain/confirming/agreement.ts';
import type { DirectAcceptanceRead, PartnerCenter, Priority } from '../ports/partner-center.ts';

interface Needs {
  partnerCenter: Pick<PartnerCenter, 'directAcceptance'>;
}

interface Question {
  customerId: string;
  agreementType: AgreementType;
  priority: Priority;
  /** Of the confirmation that the question is about. */
  correlationId?: string;
}

/**
 * Whether a customer, whose agreements hold nothing, signed with Microsoft itself. Only the Customer Agreement can be
 * signed so; for another, Partner Center is not asked. What a
 * refusal of the question means is for the route to say.
 */
export async function readDirectAcceptance(
  { partnerCenter }: Needs,
  { customerId, agreementType, priority, correlationId }: Question,
): Promise<DirectAcceptanceRead> {
  if (agreementType !== 'MicrosoftCustomerAgreement') return { kind: 'read', value: false };
  return partnerCenter.directAcceptance(customerId, priority, correlationId);
}
