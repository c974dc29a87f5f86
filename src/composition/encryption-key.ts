import type { Config } from '../config.ts';
import { loadLocalPart } from './local-parts.ts';

/** Returns the encryption keys of the settings, else those of local mode, made at its first start. Throws StartError. */
export async function encryptionKeyOf({
  encryptionKey,
  database,
}: Pick<Config, 'encryptionKey' | 'database'>): Promise<string> {
  if (encryptionKey !== undefined) return encryptionKey;
  const { localEncryptionKey } = await loadLocalPart(() => import('../local/local-key.ts'), 'ENCRYPTION_KEY');
  return localEncryptionKey(database.dataDir);
}
