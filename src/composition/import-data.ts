import { createCipher } from '../database/encryption/cipher.ts';
import { importEverything, type Imported } from '../database/transfer/import-everything.ts';
import { ImportError } from '../database/transfer/import-error.ts';
import { CARRIED_JOBS } from './carried-jobs.ts';
import { CommandError } from './console.ts';
import type { Foundation } from './foundation.ts';
import { encryptionKeyOf } from './encryption-key.ts';
import { partnerOf } from './own-partner.ts';
import { readLines } from './read-lines.ts';

/** Fills the empty database with a file that `export -- everything` wrote. All or nothing. Throws CommandError. */
export async function importData(
  { config, database, queue }: Pick<Foundation, 'config' | 'database' | 'queue'>,
  file: string,
  options: { signal: AbortSignal; report?: (rows: number) => void },
): Promise<Imported> {
  try {
    return await importEverything(database.kysely, readLines(file), {
      ...options,
      partner: await partnerOf(config),
      cipher: createCipher(await encryptionKeyOf(config)),
      jobNames: CARRIED_JOBS,
      senderFor: (transaction) => queue.senderFor(transaction),
    });
  } catch (cause) {
    if (cause instanceof ImportError) throw new CommandError(cause.message, { cause });
    throw cause;
  }
}
