import { makeFindable, noteErased } from './erase-contact.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/stores.ts';

const DAY_MS = 24 * 60 * 60_000;
/** How long a contact is kept that Partner Center has: then it only helps to look into a mistake. */
export const KEEP_CONFIRMED_MS = 30 * DAY_MS;
/** How long the contact of a refused confirmation is kept, so that its form opens filled in. */
export const KEEP_OTHERS_MS = 90 * DAY_MS;
/**
 * How long typed questions and comments are kept, for the person who curates the answers, and notes about confirmed
 * customers.
 */
export const KEEP_TEXTS_MS = 90 * DAY_MS;
const BATCH = 500;

interface Needs {
  database: Pick<Database, 'transaction' | 'contacts' | 'faq' | 'questions' | 'asides'>;
  clock: Clock;
}

export interface Swept {
  /** How many contacts' time was over. */
  old: number;
  /** How many contacts a person had asked to erase while their confirmation was under way. */
  asked: number;
  /** How many questions, answers, votes, comments and notes' time was over. */
  texts: number;
}

/**
 * Erases contacts whose time is over, counted from the end of their confirmation, and those a person asked to erase. Removes
 * old questions and comments too, which may hold anything. Works in batches, each with its line in the trail. The next run
 * continues one that was cut short.
 */
export async function eraseOldContacts({ database, clock }: Needs, signal?: AbortSignal): Promise<Swept> {
  const swept: Swept = { old: 0, asked: 0, texts: 0 };
  // Initials stay, so they must stay findable.
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
