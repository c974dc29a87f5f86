/** The customer's person who accepted the agreement. */
export interface Contact {
  firstName: string;
  lastName: string;
  email: string;
  /** Free text as typed; empty when not given. */
  phoneNumber: string;
}

/** Whether two contacts are exactly the same to Partner Center, where a missing phone equals an empty one. */
export function sameContact(a: Contact, b: Contact): boolean {
  return (
    a.firstName === b.firstName &&
    a.lastName === b.lastName &&
    a.email === b.email &&
    a.phoneNumber === b.phoneNumber
  );
}

/** Whether two contacts are the same without regard to case, accents, spaces and invisible characters. */
export function mayBeSameContact(a: Contact, b: Contact): boolean {
  const folded = ({ firstName, lastName, email, phoneNumber }: Contact): Contact => ({
    firstName: fold(firstName),
    lastName: fold(lastName),
    email: fold(email),
    phoneNumber: fold(phoneNumber),
  });
  return sameContact(folded(a), folded(b));
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\s]/gu, '')
    .toLowerCase();
}

/** Returns a contact's initials, which every reader may see: « A. E. » for Ana Exemple. */
export function initialsOf({ firstName, lastName }: Pick<Contact, 'firstName' | 'lastName'>): string {
  return [firstName, lastName]
    .map((name) => /[\p{L}\p{N}]\p{M}*/u.exec(name.normalize('NFC'))?.[0])
    .filter((letter) => letter !== undefined)
    .map((letter) => `${letter.toUpperCase()}.`)
    .join(' ');
}
