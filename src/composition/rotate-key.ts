import { createCipher } from '../database/encryption/cipher.ts';
import { rotate, type RotationOptions } from '../database/rotation/rotation.ts';
import { otherWriters } from '../database/rotation/other-writers.ts';
import { holdRotation } from '../database/rotation/rotation-lock.ts';
import { CommandError } from './console.ts';
import type { Foundation } from './foundation.ts';
import { loadLocalPart } from './local-parts.ts';

/** The name under which a rotation connects to the database. */
export const ROTATION = 'rotate-key';

export type RotationEnd =
  | { kind: 'rotated'; isLocal: boolean; values: number }
  /** Only one key is set, and nothing is encrypted with another. */
  | { kind: 'one-key' }
  /** The signal ended it early. */
  | { kind: 'stopped' };

type Needs = Pick<Foundation, 'config' | 'database'>;

/**
 * Changes the encryption key: everything that is encrypted with a later key of ENCRYPTION_KEY is encrypted with its
 * first. In local mode the new key is made here and takes the file's place. Resumable after a kill at any moment. Throws
 * CommandError when another process would still write with another key, or when another rotation is running.
 */
export async function rotateKey(needs: Needs, options: RotationOptions = {}): Promise<RotationEnd> {
  const { kysely } = needs.database;
  return holdRotation(kysely, async (isHeld) => {
    if (!isHeld) throw new CommandError('Another rotation is running: wait for its end.');
    const { config } = needs;
    return config.encryptionKey === undefined
      ? rotateLocalKey(needs, options)
      : rotateTo(needs, config.encryptionKey, options);
  });
}

async function rotateLocalKey(needs: Needs, options: RotationOptions): Promise<RotationEnd> {
  const { dataDir } = needs.config.database;
  const { localEncryptionKey, newKey, replaceLocalKey } = await loadLocalPart(
    () => import('../local/local-key.ts'),
    'ENCRYPTION_KEY',
  );
  const there = localEncryptionKey(dataDir);
  // Two keys: an earlier run ended half-way.
  const keys = there.includes(',') ? there : `${newKey()},${there}`;
  await refuseOtherWriters(needs, keys);
  if (keys !== there) replaceLocalKey(dataDir, keys);
  const end = await rotateTo(needs, keys, options);
  if (end.kind === 'rotated') replaceLocalKey(dataDir, keys.split(',')[0]!);
  return end.kind === 'rotated' ? { ...end, isLocal: true } : end;
}

async function rotateTo(needs: Needs, keys: string, options: RotationOptions): Promise<RotationEnd> {
  const { kysely } = needs.database;
  await refuseOtherWriters(needs, keys);
  const values = await rotate(kysely, createCipher(keys), options);
  if (options.signal?.aborted) return { kind: 'stopped' };
  // A process that started in between wrote with the old key until now, and must not go on.
  await refuseOtherWriters(needs, keys);
  const isDone = values === 0 && !keys.includes(',');
  return isDone ? { kind: 'one-key' } : { kind: 'rotated', isLocal: false, values };
}

async function refuseOtherWriters({ database }: Needs, keys: string): Promise<void> {
  const writers = await otherWriters(database.kysely, createCipher(keys), `mca-${ROTATION}`);
  if (writers.length === 0) return;
  throw new CommandError(
    `${writers.join(', ')} still runs with another key first: give it the same ENCRYPTION_KEY and start it again ` +
      '(in local mode: stop it), then run this again.',
  );
}
