import { mayBeSameContact, type Contact } from '../domain/confirming/contact.ts';
import type { Statement } from '../use-cases/ports/partner-center.ts';
import { writtenAgreement } from './schemas.ts';

/**
 * Whether what a confirmation answered is the agreement that was asked for: its type, its day and its contact. What the
 * service may have written in its own way is overlooked: case, accents and blanks, and how a phone number is spelled.
 */
export function isWritten(body: unknown, statement: Statement): boolean {
  const written = writtenAgreement.safeParse(body).data;
  if (!written) return false;
  const { type, templateId, dateAgreed, primaryContact } = written;
  const isOfType = type === '' ? templateId === statement.templateId : type === statement.agreementType;
  return (
    isOfType &&
    dateAgreed === statement.acceptedOn &&
    mayBeSameContact(withoutPhone(primaryContact), withoutPhone(statement.contact)) &&
    isSamePhone(primaryContact.phoneNumber, statement.contact.phoneNumber)
  );
}

const withoutPhone = (contact: Contact): Contact => ({ ...contact, phoneNumber: '' });

/** A number may come back without its blanks, with another prefix, or not at all: its last digits tell. */
function isSamePhone(one: string, other: string): boolean {
  const [a, b] = [lastDigits(one), lastDigits(other)];
  return a === '' || b === '' || a === b;
}

const lastDigits = (phone: string): string => phone.replace(/\D/g, '').slice(-6);
