/** The customer's person who accepted the agreement. */
export interface Contact {
  firstName: string;
  lastName: string;
  email: string;
  /** Free text as typed; empty when not given. */
  phoneNumber: string;
}

/** Whether two contacts are the same to Partner Center: exact, with a missing phone equal to an empty one. */
export function sameContact(a: Contact, b: Contact): boolean {
  return (
    a.firstName === b.firstName &&
    a.lastName === b.lastName &&
    a.email === b.email &&
    a.phoneNumber === b.phoneNumber
  );
}

/** A contact as it may be shown to anybody: « A. E. » for Ana Exemple. */
export function initialsOf({ firstName, lastName }: Pick<Contact, 'firstName' | 'lastName'>): string {
  return [firstName, lastName]
    .map((name) => /[\p{L}\p{N}]\p{M}*/u.exec(name.normalize('NFC'))?.[0])
    .filter((letter) => letter !== undefined)
    .map((letter) => `${letter.toUpperCase()}.`)
    .join(' ');
}
