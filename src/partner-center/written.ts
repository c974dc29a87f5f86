import { mayBeSameContact, type Contact } from '../domain/confirming/contact.ts';
import type { Confirmation } from '../use-cases/ports/partner-center.ts';
import { writtenAgreement } from './schemas.ts';

/**
 * Whether the answer to a confirmation is the agreement that was asked for: its type, day and contact. Overlooks what the
 * service may have written in its own way: case, accents, blanks, and the spelling of a phone number.
 */
export function isWritten(body: unknown, confirmation: Confirmation): boolean {
  const written = writtenAgreement.safeParse(body).data;
  if (!written) return false;
  const { type, templateId, dateAgreed, primaryContact } = written;
  const isOfType = type === '' ? templateId === confirmation.templateId : type === confirmation.agreementType;
  return (
    isOfType &&
    dateAgreed === confirmation.acceptedOn &&
    mayBeSameContact(withoutPhone(primaryContact), withoutPhone(confirmation.contact)) &&
    isSamePhone(primaryContact.phoneNumber, confirmation.contact.phoneNumber)
  );
}

const withoutPhone = (contact: Contact): Contact => ({ ...contact, phoneNumber: '' });

/** A number may come back without its blanks, with another prefix, or not at all: its last digits tell. */
function isSamePhone(one: string, other: string): boolean {
  const [a, b] = [lastDigits(one), lastDigits(other)];
  return a === '' || b === '' || a === b;
}

const lastDigits = (phone: string): string => phone.replace(/\D/g, '').slice(-6);
