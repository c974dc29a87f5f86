import type { Import, ImportView, ReadyLine } from '../../domain/importing/import.ts';
import { maskedEmail } from '../../domain/confirming/masked-email.ts';
import type { Clock } from '../ports/clock.ts';
import type { ReadyRow } from '../ports/import-store.ts';
import type { Messenger } from '../ports/messenger.ts';
import type { Database } from '../ports/stores.ts';

interface Needs {
  database: Database;
  messenger: Messenger;
  clock: Clock;
}

/** How many rows that were not taken are told on the card. */
const PROBLEMS_SHOWN = 5;
/** How many rows that are ready are shown on the card, and among how many they are chosen. */
const READY_SHOWN = 3;
const READY_LOOKED_AT = 200;

/** The message that announced the file is about to be known. */
const PLACED_WITHIN_MS = 5_000;
const LOOK_AGAIN_MS = 1_000;

/** An import as its card shows it now. */
export async function viewImport({ database }: Pick<Needs, 'database'>, found: Import): Promise<ImportView> {
  const counts = await database.imports.counts(found.id);
  const problems = await database.imports.notTaken(found.id, PROBLEMS_SHOWN);
  const isHeld = found.state === 'running' && (await database.filingPause.current()) !== undefined;
  return { import: found, isHeld, counts, ready: await readyLines(database, found), problems };
}

/** Names are for their owner alone: nothing where others read along. */
async function readyLines(database: Database, found: Import): Promise<ReadyLine[]> {
  if (found.state !== 'preview') return [];
  const conversation = await database.conversations.find(found.conversationId);
  if (conversation?.kind !== 'personal') return [];
  const rows = await database.imports.ready(found.id, READY_LOOKED_AT);
  // Where the letters were guessed, those that may be wrong are to be seen.
  const marked = found.notes?.isGuessedWestern ? rows.filter(hasMarkedName) : [];
  const shown = [...marked, ...rows.filter((row) => !marked.includes(row))].slice(0, READY_SHOWN);
  return Promise.all(
    shown.map(async ({ number, customerId, acceptedOn, contact }) => ({
      number,
      customer: (await database.customers.find(customerId))?.name ?? customerId,
      acceptedOn,
      firstName: contact.firstName,
      lastName: contact.lastName,
      maskedEmail: maskedEmail(contact.email),
    })),
  );
}

const hasMarkedName = ({ contact }: ReadyRow) =>
  /[^\0-\u007f]/.test(`${contact.firstName}${contact.lastName}`);

/** Brings the card of an import up to date, or posts it where there is none any more. */
export async function showImport(needs: Needs, importId: string): Promise<void> {
  const { database, messenger, clock } = needs;
  const found = await database.imports.find(importId);
  if (!found || found.state === 'arrived') return;
  const conversation = await database.conversations.find(found.conversationId);
  if (!conversation?.reachability.reachable) return;
  const again = (afterMs: number) =>
    database.jobs.send('show-import', { importId }, { afterMs, onceKey: importId });
  const age = clock.now().getTime() - found.createdAt.getTime();
  if (found.activityId === null && age < PLACED_WITHIN_MS) return again(LOOK_AGAIN_MS);

  const view = await viewImport(needs, found);
  const notice = { kind: 'import', language: found.language, view } as const;
  const edited =
    found.activityId === null
      ? ({ kind: 'gone' } as const)
      : await messenger.edit(conversation, found.activityId, notice);
  const shown = edited.kind === 'gone' ? await messenger.post(conversation, notice) : edited;
  switch (shown.kind) {
    case 'posted':
      return database.imports.place(importId, shown.activityId);
    case 'later':
      return again(shown.retryAfterMs);
    case 'unreachable': {
      const reachability = { reachable: false, reason: shown.reason, since: clock.now() } as const;
      return database.conversations.markReachability(conversation.id, reachability);
    }
    case 'edited':
    case 'unknown':
      return;
  }
}
