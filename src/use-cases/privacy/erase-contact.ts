import type { Clock } from '../ports/clock.ts';
import type { ContactStore } from '../ports/contact-store.ts';
import type { Database } from '../ports/stores.ts';
import type { AuditStore } from '../ports/audit-store.ts';

export interface Erased {
  /** How many confirmations no longer hold anything of the person. */
  erased: number;
  /** How many confirmations are being filed with Partner Center, and are erased as soon as they have ended. */
  underWay: number;
  /** How many questions, answers, comments and notes held the address, and were removed whole. */
  texts: number;
  /** How many rows of files were no confirmation yet, and never become one now. */
  rows: number;
  /** How many files were not checked yet: their check gives up rows with the address. */
  files: number;
}

interface Needs {
  database: Pick<Database, 'transaction' | 'contacts'>;
  clock: Clock;
}

const BATCH = 500;

/**
 * Removes everything about one person who accepted, in one transaction: name, e-mail, phone and initials. A confirmation that
 * is being filed is filed to the end, for the customer waits for it, and erased right after. The trail says in which
 * confirmations that was done, and nothing of the person.
 */
export async function eraseContact(needs: Needs, email: string): Promise<Erased> {
  const { database, clock } = needs;
  await makeFindable(database.contacts);
  const at = clock.now();
  return database.transaction(async ({ contacts, imports, audit, jobs }) => {
    // Rows first: one that becomes a confirmation meanwhile is then found as a confirmation.
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

/**
 * Gives confirmations from before there were hashes theirs, a batch at a time. The next run continues one that was cut
 * short.
 */
export async function makeFindable(contacts: Pick<ContactStore, 'addMissingHashes'>): Promise<void> {
  while ((await contacts.addMissingHashes(BATCH)) > 0);
}

/** Writes into the trail that confirmations were erased, and who asked for it. */
export async function noteErased(
  audit: Pick<AuditStore, 'append'>,
  confirmation: { confirmationId: string; customerId: string },
  at: Date,
): Promise<void> {
  const details = { why: 'asked', confirmations: 1 };
  await audit.append({ at, actor: null, action: 'contact-erased', ...confirmation, details });
}
