import { createCipher } from '../database/encryption/cipher.ts';
import { restoreEverything, type Restored } from '../database/transfer/restore-everything.ts';
import { RestoreError } from '../database/transfer/restore-error.ts';
import { CARRIED_JOBS } from './carried-jobs.ts';
import { CommandError } from './console.ts';
import type { Foundation } from './foundation.ts';
import { encryptionKeyOf } from './encryption-key.ts';
import { partnerOf } from './own-partner.ts';
import { readLines } from './read-lines.ts';

/** Fills the empty database with a file that `export -- everything` wrote. All or nothing. Throws CommandError. */
export async function restoreData(
  { config, database, queue }: Pick<Foundation, 'config' | 'database' | 'queue'>,
  file: string,
  options: { signal: AbortSignal; report?: (rows: number) => void },
): Promise<Restored> {
  try {
    return await restoreEverything(database.kysely, readLines(file), {
      ...options,
      partner: await partnerOf(config),
      cipher: createCipher(await encryptionKeyOf(config)),
      jobNames: CARRIED_JOBS,
      senderFor: (transaction) => queue.senderFor(transaction),
    });
  } catch (cause) {
    if (cause instanceof RestoreError) throw new CommandError(cause.message, { cause });
    throw cause;
  }
}
