import { makeFindable, noteErased } from './erase-contact.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/stores.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Once Partner Center has a contact, it is only needed here to look into a mistake. */
export const KEEP_CONFIRMED_MS = 30 * DAY_MS;
/** A refused confirmation may be opened again with everything filled in; who has not by then types it again. */
export const KEEP_OTHERS_MS = 90 * DAY_MS;
/**
 * What people typed as questions and comments is of use to the person who curates the answers for as long; so is a note
 * about a customer that is confirmed.
 */
export const KEEP_TEXTS_MS = 90 * DAY_MS;
const BATCH = 500;

interface Needs {
  database: Pick<Database, 'transaction' | 'contacts' | 'faq' | 'questions' | 'asides'>;
  clock: Clock;
}

export interface Swept {
  /** Contacts whose time was over. */
  old: number;
  /** Contacts a person had asked to erase while their confirmation was under way. */
  asked: number;
  /** Questions, answers, votes, comments and notes about customers whose time was over. */
  texts: number;
}

/**
 * Erases contacts whose time is over, counted from the end of their confirmation, those whose erasure was asked for earlier,
 * and old questions and comments, for anything may stand in them. In batches, each written with its line in the trail: ended half-way, the next run goes on.
 */
export async function eraseOldContacts({ database, clock }: Needs, signal?: AbortSignal): Promise<Swept> {
  const swept: Swept = { old: 0, asked: 0, texts: 0 };
  // Initials stay, and so must the way to find them.
  await makeFindable(database.contacts);
  const at = clock.now();
  const ages = {
    confirmedBefore: new Date(at.getTime() - KEEP_CONFIRMED_MS),
    otherBefore: new Date(at.getTime() - KEEP_OTHERS_MS),
    limit: BATCH,
  };
  for (let more = true; more && !signal?.aborted;) {
    more = await database.transaction(async ({ contacts, audit }) => {
      const asked = await contacts.eraseAsked(BATCH);
      for (const confirmation of asked) await noteErased(audit, confirmation, at);
      const old = await contacts.eraseOld(ages);
      if (old > 0) {
        const details = { why: 'old', confirmations: old };
        const nothing = { actor: null, customerId: null, confirmationId: null };
        await audit.append({ at, ...nothing, action: 'contact-erased', details });
      }
      swept.asked += asked.length;
      swept.old += old;
      return asked.length === BATCH || old === BATCH;
    });
  }
  const textsBefore = new Date(at.getTime() - KEEP_TEXTS_MS);
  const { faq, questions, asides } = database;
  swept.texts =
    (await faq.forget(textsBefore)) +
    (await questions.forget(textsBefore)) +
    (await asides.forgetNotes(textsBefore));
  return swept;
}
