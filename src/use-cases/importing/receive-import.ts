import type { Person } from '../../domain/customers/customer.ts';
import type { ImportPurpose } from '../../domain/importing/import-purpose.ts';
import type { Language } from '../../domain/language.ts';
import type { Clock, IdSource } from '../ports/clock.ts';
import type { Database } from '../ports/stores.ts';

/** A file as it came, or the text of pasted rows, with its sender. */
export interface ArrivedFile {
  purpose: ImportPurpose;
  /** The message it came with: a repeat of it is no second import. */
  arrivalId: string;
  fileName: string;
  file: Buffer;
  owner: Person;
  conversationId: string;
  language: Language;
  timeZone: string;
  /** The owner's country (ISO 3166, two letters), if known. */
  country?: string | undefined;
}

/** How long the sender has to decide whether its rows are sent. */
export const PREVIEW_LIFE_MS = 24 * 60 * 60_000;
/** How long a check waits for its card: it begins when the card is there, or after this long. */
const CARD_LATE_MS = 5_000;

const LONGEST_NAME = 150;

/**
 * Keeps a file that is to be checked, together with the job that checks it; undefined when its message brought it before.
 * `placed`: call it with the message that says so, which then shows everything that becomes of the file.
 */
export async function receiveImport(
  { database, clock, ids }: { database: Database; clock: Clock; ids: IdSource },
  arrived: ArrivedFile,
): Promise<{ importId: string; placed: (activityId: string) => Promise<void> } | undefined> {
  const id = ids.next();
  const createdAt = clock.now();
  const isNew = await database.transaction(async ({ imports, jobs }) => {
    const kept = await imports.arrive({
      ...arrived,
      id,
      country: arrived.country ?? null,
      fileName: arrived.fileName.slice(0, LONGEST_NAME),
      createdAt,
      expiresAt: new Date(createdAt.getTime() + PREVIEW_LIFE_MS),
    });
    if (kept)
      await jobs.send('check-import', { importId: id }, { afterMs: CARD_LATE_MS, onceKey: `${id} late` });
    return kept;
  });
  if (!isNew) return undefined;
  return {
    importId: id,
    placed: async (activityId) => {
      await database.imports.place(id, activityId);
      await database.jobs.send('check-import', { importId: id }, { onceKey: id });
    },
  };
}
