import type { AgreementType } from '../../domain/confirming/agreement.ts';
import type { DirectAcceptanceRead, PartnerCenter, Priority } from '../ports/partner-center.ts';

interface Needs {
  partnerCenter: Pick<PartnerCenter, 'directAcceptance'>;
}

interface Question {
  customerId: string;
  agreementType: AgreementType;
  priority: Priority;
  /** The correlation id of the confirmation that asks. */
  correlationId?: string;
}

/**
 * Reads whether a customer without a confirmed agreement signed with Microsoft itself. Only the Customer Agreement can be
 * signed like this; for another, Partner Center is not asked. The route decides what a refusal of the question means.
 */
export async function readDirectAcceptance(
  { partnerCenter }: Needs,
  { customerId, agreementType, priority, correlationId }: Question,
): Promise<DirectAcceptanceRead> {
  if (agreementType !== 'MicrosoftCustomerAgreement') return { kind: 'read', value: false };
  return partnerCenter.directAcceptance(customerId, priority, correlationId);
}
