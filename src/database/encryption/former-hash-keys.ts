import type { Cipher } from './cipher.ts';
import type { SecretStore } from './secret-store.ts';

const NAME = 'contact-hash-keys';

/** Every key a contact's hash may have been made with, the one for new hashes first. */
export async function allHashKeys(secrets: SecretStore, cipher: Cipher): Promise<Buffer[]> {
  return distinct([...cipher.hashKeys, ...(await formerHashKeys(secrets))]);
}

/**
 * Keeps the hash keys of the encryption keys that are about to be removed. The hash of an erased contact cannot be computed
 * anew, and must still be found.
 */
export async function keepFormerHashKeys(secrets: SecretStore, cipher: Cipher): Promise<void> {
  const [, ...leaving] = cipher.hashKeys;
  const former = distinct([...leaving, ...(await formerHashKeys(secrets))]);
  if (former.length === 0) return;
  await secrets.write(NAME, JSON.stringify(former.map((key) => key.toString('base64'))));
}

async function formerHashKeys(secrets: SecretStore): Promise<Buffer[]> {
  const kept = await secrets.read(NAME);
  return kept === null ? [] : (JSON.parse(kept) as string[]).map((text) => Buffer.from(text, 'base64'));
}

const distinct = (keys: readonly Buffer[]) =>
  keys.filter((key, place) => keys.findIndex((other) => other.equals(key)) === place);
