import { randomUUID } from 'node:crypto';
import type { NewConfirmation } from '../../src/use-cases/ports/confirmation-store.ts';

/** A confirmation as a press makes it. */
export function newConfirmation(overrides: Partial<NewConfirmation> = {}): NewConfirmation {
  return {
    id: randomUUID(),
    formId: randomUUID(),
    customerId: 'contoso',
    agreementType: 'MicrosoftCloudAgreement',
    acceptedOn: '2026-03-01',
    contact: { firstName: 'Grâce', lastName: 'Hopper', email: 'grace@contoso.example', phoneNumber: '+33 1' },
    submittedBy: { id: 'p1', name: 'Ada' },
    submittedAt: new Date('2026-03-10T09:00:00Z'),
    language: 'fr',
    place: { conversationId: 'conversation', activityId: 'activity', isDigest: false },
    again: false,
    requestId: randomUUID(),
    correlationId: randomUUID(),
    ...overrides,
  };
}
