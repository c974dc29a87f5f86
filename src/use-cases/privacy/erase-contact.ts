import type { Clock } from '../ports/clock.ts';
import type { ContactStore } from '../ports/contact-store.ts';
import type { Database } from '../ports/stores.ts';
import type { AuditStore } from '../ports/audit-store.ts';

export interface Erased {
  /** Confirmations that hold nothing of the person any more. */
  erased: number;
  /** Confirmations that are being filed with Partner Center: erased as soon as they have ended. */
  underWay: number;
  /** Questions, answers, comments and notes about customers in which the address stood, and which are gone whole. */
  texts: number;
  /** Rows of files that were no confirmation yet, and never become one now. */
  rows: number;
  /** Files that were not checked yet: rows with the address are given up when they are. */
  files: number;
}

interface Needs {
  database: Pick<Database, 'transaction' | 'contacts'>;
  clock: Clock;
}

const BATCH = 500;

/**
 * Removes what is kept of one person who accepted, in one transaction: name, e-mail, phone and initials. A confirmation that
 * is being filed has to be filed to the end, for the partner must and the customer waits for it; it is erased right
 * after. The trail says that it was done and in which confirmations, and nothing of the person.
 */
export async function eraseContact(needs: Needs, email: string): Promise<Erased> {
  const { database, clock } = needs;
  await makeFindable(database.contacts);
  const at = clock.now();
  return database.transaction(async ({ contacts, imports, audit, jobs }) => {
    // Rows first: one that becomes a confirmation at this moment is found as a confirmation then.
    const { rows, files, rowsOf } = await imports.eraseOf(email);
    // Their cards may show the person.
    for (const importId of rowsOf) await jobs.send('show-import', { importId }, { onceKey: importId });
    const { erased, underWay } = await contacts.eraseOf(email, at);
    for (const confirmation of erased) await noteErased(audit, confirmation, at);
    for (const confirmation of underWay) {
      const action = 'contact-erasure-asked';
      await audit.append({ at, actor: null, action, ...confirmation, details: {} });
    }
    const texts = await contacts.removeTexts(email);
    return { erased: erased.length, underWay: underWay.length, texts, rows, files };
  });
}

/** Confirmations from before there were hashes get theirs, a batch at a time: ended half-way, the next run goes on. */
export async function makeFindable(contacts: Pick<ContactStore, 'addMissingHashes'>): Promise<void> {
  while ((await contacts.addMissingHashes(BATCH)) > 0);
}

/** Into the trail: who asked for it, and that it is done. */
export async function noteErased(
  audit: Pick<AuditStore, 'append'>,
  confirmation: { confirmationId: string; customerId: string },
  at: Date,
): Promise<void> {
  const details = { why: 'asked', confirmations: 1 };
  await audit.append({ at, actor: null, action: 'contact-erased', ...confirmation, details });
}
