import type { AgreementType } from '../../domain/confirming/agreement.ts';
import type { Refusal } from '../../domain/confirming/confirmation.ts';
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

/** The service does not answer this question to us, and says nothing of the customer by that. */
const NOT_FOR_US: readonly Refusal[] = ['not-entitled', 'partner-agreement-missing', 'unexpected'];

/**
 * Whether a customer, whose agreements hold nothing, signed with Microsoft itself. Only the Customer Agreement can be
 * signed so; for another, Partner Center is not asked. Who may not ask takes it that the customer did not.
 */
export async function readDirectAcceptance(
  { partnerCenter }: Needs,
  { customerId, agreementType, priority, correlationId }: Question,
): Promise<DirectAcceptanceRead> {
  if (agreementType !== 'MicrosoftCustomerAgreement') return { kind: 'read', value: false };
  const read = await partnerCenter.directAcceptance(customerId, priority, correlationId);
  const isNotForUs = read.kind === 'refused' && NOT_FOR_US.includes(read.reason);
  return isNotForUs ? { kind: 'read', value: false } : read;
}
