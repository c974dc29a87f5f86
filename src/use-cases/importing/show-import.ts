import type { Clock } from '../ports/clock.ts';
import type { Messenger } from '../ports/messenger.ts';
import type { Database } from '../ports/stores.ts';
import { viewImport } from './view-import.ts';
import { editOrPostIn } from '../conversations/speak.ts';

interface Needs {
  database: Database;
  messenger: Messenger;
  clock: Clock;
}

/** How long the id of the message that announced the file may take to be known. */
const PLACED_WITHIN_MS = 5_000;
const LOOK_AGAIN_MS = 1_000;

/** Brings the card of an import up to date, or posts it where there is none any more. */
export async function showImport(needs: Needs, importId: string): Promise<void> {
  const { database, clock } = needs;
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
  const shown = await editOrPostIn(needs, conversation, found.activityId, notice);
  switch (shown.kind) {
    case 'posted':
      return database.imports.place(importId, shown.activityId);
    case 'later':
      return again(shown.retryAfterMs);
    case 'unreachable':
    case 'edited':
    case 'unknown':
      return;
  }
}
