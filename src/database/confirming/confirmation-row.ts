import type { Selectable } from 'kysely';
import type { Confirmation } from '../../domain/confirming/confirmation.ts';
import { initialsOf, type Contact } from '../../domain/confirming/contact.ts';
import type { NewConfirmation } from '../../use-cases/ports/stores.ts';
import type { Cipher } from '../encryption/cipher.ts';
import { contactHash } from '../encryption/contact-hash.ts';
import { jsonText } from '../core/storable-text.ts';
import type { ConfirmationTable } from '../core/tables.ts';

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
    },
    again: row.again,
    ...(row.import_id !== null && { importId: row.import_id }),
    requestId: row.request_id,
    correlationId: row.correlation_id,
    attempts: row.attempts,
    firstAttemptAt: row.first_attempt_at,
    post: row.posted_at && { at: row.posted_at, nothingSince: row.nothing_since, refusal: row.refusal },
    identicalBefore: row.identical_before,
    outcome: row.outcome,
    collected: row.collected && { ...row.collected, at: new Date(row.collected.at) },
  };
}

export function rowOfNew(statement: NewConfirmation, cipher: Cipher) {
  return {
    id: statement.id,
    form_id: statement.formId,
    customer_id: statement.customerId,
    agreement_type: statement.agreementType,
    accepted_on: statement.acceptedOn,
    contact: cipher.encrypt(JSON.stringify(statement.contact), contactContext(statement.id)),
    contact_initials: initialsOf(statement.contact),
    contact_hash: contactHash(statement.contact.email, cipher.hashKeys[0]),
    submitted_by_id: statement.submittedBy.id,
    submitted_by_name: statement.submittedBy.name,
    submitted_at: statement.submittedAt,
    language: statement.language,
    conversation_id: statement.place.conversationId,
    activity_id: statement.place.activityId,
    is_digest: statement.place.isDigest,
    again: statement.again,
    import_id: statement.importId ?? null,
    request_id: statement.requestId,
    correlation_id: statement.correlationId,
    next_attempt_at: statement.submittedAt,
    collected: statement.collected ? jsonText(statement.collected) : null,
    state: statement.collected ? ('collected' as const) : ('recorded' as const),
  };
}

/** What the encryption is bound to: a contact moved to another row cannot be read there. */
export const contactContext = (confirmationId: string) => `confirmation:${confirmationId}`;
