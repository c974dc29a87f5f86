import type { Selectable } from 'kysely';
import type { Confirmation } from '../../domain/confirming/confirmation.ts';
import { initialsOf, type Contact } from '../../domain/confirming/contact.ts';
import type { NewConfirmation } from '../../use-cases/ports/confirmation-store.ts';
import type { Cipher } from '../encryption/cipher.ts';
import { contactHash } from '../encryption/contact-hash.ts';
import { jsonText } from '../core/storable-text.ts';
import type { ConfirmationTable } from './confirmation-table.ts';

export function confirmationOf(row: Selectable<ConfirmationTable>, cipher: Cipher): Confirmation {
  return {
    id: row.id,
    formId: row.form_id,
    customerId: row.customer_id,
    agreementType: row.agreement_type,
    state: row.state,
    acceptedOn: row.accepted_on,
    contact: row.contact && (JSON.parse(cipher.decrypt(row.contact, contactContext(row.id))) as Contact),
    submittedBy: { id: row.submitted_by_id, name: row.submitted_by_name },
    submittedAt: row.submitted_at,
    language: row.language,
    place: {
      conversationId: row.conversation_id,
      activityId: row.activity_id,
      isDigest: row.is_digest,
      ...(row.view && { view: row.view }),
    },
    again: row.again,
    ...(row.import_id !== null && { importId: row.import_id }),
    requestId: row.request_id,
    correlationId: row.correlation_id,
    attempts: row.attempts,
    firstAttemptAt: row.first_attempt_at,
    post: row.posted_at && { at: row.posted_at, nothingSince: row.nothing_since, refusal: row.refusal },
    deniedAt: row.denied_at,
    identicalBefore: row.identical_before,
    outcome: row.outcome,
    collected: row.collected && { ...row.collected, at: new Date(row.collected.at) },
  };
}

export function rowOfNew(confirmation: NewConfirmation, cipher: Cipher) {
  return {
    id: confirmation.id,
    form_id: confirmation.formId,
    customer_id: confirmation.customerId,
    agreement_type: confirmation.agreementType,
    accepted_on: confirmation.acceptedOn,
    contact: cipher.encrypt(JSON.stringify(confirmation.contact), contactContext(confirmation.id)),
    contact_initials: initialsOf(confirmation.contact),
    contact_hash: contactHash(confirmation.contact.email, cipher.hashKeys[0]),
    submitted_by_id: confirmation.submittedBy.id,
    submitted_by_name: confirmation.submittedBy.name,
    submitted_at: confirmation.submittedAt,
    language: confirmation.language,
    conversation_id: confirmation.place.conversationId,
    activity_id: confirmation.place.activityId,
    is_digest: confirmation.place.isDigest,
    view: confirmation.place.view ? jsonText(confirmation.place.view) : null,
    again: confirmation.again,
    import_id: confirmation.importId ?? null,
    request_id: confirmation.requestId,
    correlation_id: confirmation.correlationId,
    next_attempt_at: confirmation.submittedAt,
    collected: confirmation.collected ? jsonText(confirmation.collected) : null,
    state: confirmation.collected ? ('collected' as const) : ('recorded' as const),
  };
}

/** What the encryption is bound to: a contact moved to another row cannot be read there. */
export const contactContext = (confirmationId: string) => `confirmation:${confirmationId}`;
