import type { Import, ImportView, ReadyLine } from '../../domain/importing/import.ts';
import { initialsOf, type Contact } from '../../domain/confirming/contact.ts';
import { maskedEmail } from '../../domain/confirming/masked-email.ts';
import type { ReadyRow } from '../ports/import-store.ts';
import type { Database } from '../ports/stores.ts';

/** How many rows that were not taken the card shows. */
const PROBLEMS_SHOWN = 5;
/** How many ready rows the card shows, and among how many they are chosen. */
const READY_SHOWN = 3;
const READY_LOOKED_AT = 200;

/** An import as its card shows it now. */
export async function viewImport({ database }: { database: Database }, found: Import): Promise<ImportView> {
  const counts = await database.imports.counts(found.id);
  const problems = await database.imports.notTaken(found.id, PROBLEMS_SHOWN);
  const isSent = found.purpose === 'acceptances' && found.state === 'running';
  const isHeld = isSent && (await database.filingPause.current()) !== undefined;
  const canSendDropped = found.state === 'finished' && (await database.imports.countKept(found.id)) > 0;
  return {
    import: found,
    isHeld,
    canSendDropped,
    counts,
    ready: await readyLines(database, found),
    problems,
  };
}

/** The first rows that will be sent. Where others read along, their people are told by initials. */
async function readyLines(database: Database, found: Import): Promise<ReadyLine[]> {
  if (found.state !== 'preview') return [];
  const conversation = await database.conversations.find(found.conversationId);
  const rows = await database.imports.ready(found.id, READY_LOOKED_AT);
  // Where the encoding was guessed, a person should see the letters that may be wrong.
  const marked = found.notes?.isGuessedWestern ? rows.filter(hasMarkedName) : [];
  const shown = [...marked, ...rows.filter((row) => !marked.includes(row))].slice(0, READY_SHOWN);
  const toldTo = conversation?.kind === 'personal' ? namedToOwner : initialled;
  return Promise.all(
    shown.map(async ({ number, customerId, acceptedOn, contact }) => ({
      number,
      customer: (await database.customers.find(customerId))?.name ?? customerId,
      acceptedOn,
      ...toldTo(contact),
    })),
  );
}

const namedToOwner = ({ firstName, lastName, email }: Contact) => ({
  firstName,
  lastName,
  maskedEmail: maskedEmail(email),
});

const initialled = (contact: Contact) => ({ initials: initialsOf(contact) });

const hasMarkedName = ({ contact }: ReadyRow) =>
  /[^\0-\u007f]/.test(`${contact.firstName}${contact.lastName}`);
