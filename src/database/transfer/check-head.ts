import type { Cipher } from '../encryption/cipher.ts';
import { FORMAT_VERSION, headSchema, type Head } from './format.ts';
import { RestoreError } from './restore-error.ts';
import type { LineReader } from './line-reader.ts';

/** Refuses a file of a newer version, or one encrypted with a key that is not set. */
export function checkHead(
  reader: LineReader,
  line: string,
  { known, cipher }: { known: readonly string[]; cipher: Cipher },
): Head {
  const head = reader.parsed(headSchema, line);
  const newer = head.migrations.find((name) => !known.includes(name));
  if (newer !== undefined || head.version > FORMAT_VERSION) {
    throw new RestoreError(
      `The file was written by a newer version of the bot (it has "${newer ?? `format ${head.version}`}"): ` +
        'install that version or a later one.',
    );
  }
  const keyIds = cipher.keyIds.map((id) => id.toString('hex'));
  const strange = head.keyIds.find((id) => !keyIds.includes(id));
  if (strange !== undefined) {
    throw new RestoreError(
      `The file is encrypted with a key that ENCRYPTION_KEY does not list (id ${strange}): add it after a comma.`,
    );
  }
  return head;
}
