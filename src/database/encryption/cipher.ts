import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { parseEncryptionKeys } from './encryption-keys.ts';

/**
 * Encrypts text at rest (AES-256-GCM). `context` is bound to the result: what was encrypted for one row cannot be read
 * as another's.
 */
export interface Cipher {
  encrypt(text: string, context: string): Buffer;
  /** Throws WrongKeyError for a text encrypted with a key that is not set, another error for another context. */
  decrypt(encrypted: Buffer, context: string): string;
  /** The id that the results of `encrypt` begin with. */
  keyId: Buffer;
  /** The ids of all keys it decrypts with. */
  keyIds: readonly Buffer[];
  /** The keys of keyed hashes, the one for new hashes first. */
  hashKeys: readonly [Buffer, ...Buffer[]];
}

export class WrongKeyError extends Error {
  constructor() {
    super('Encrypted with another key: ENCRYPTION_KEY is not the one this database was used with');
    this.name = 'WrongKeyError';
  }
}

const ALGORITHM = 'aes-256-gcm';
export const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Builds a cipher. `setting`: the keys as in ENCRYPTION_KEY, the first for encrypting. A result begins with its key's id, so
 * that a key change can find what is under the old one.
 */
export function createCipher(setting: string): Cipher {
  const keys = parseEncryptionKeys(setting);
  const [{ key, id, hashKey }, ...others] = keys;
  return {
    keyId: id,
    keyIds: keys.map((each) => each.id),
    hashKeys: [hashKey, ...others.map((each) => each.hashKey)],
    encrypt: (text, context) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([id, nonce, cipher.getAuthTag(), body]);
    },
    decrypt: (encrypted, context) => {
      const found = keys.find((each) => encrypted.subarray(0, KEY_ID_BYTES).equals(each.id));
      if (!found) throw new WrongKeyError();
      const nonceEnd = KEY_ID_BYTES + NONCE_BYTES;
      const tagEnd = nonceEnd + TAG_BYTES;
      const decipher = createDecipheriv(ALGORITHM, found.key, encrypted.subarray(KEY_ID_BYTES, nonceEnd), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(context)).setAuthTag(encrypted.subarray(nonceEnd, tagEnd));
      return decipher.update(encrypted.subarray(tagEnd), undefined, 'utf8') + decipher.final('utf8');
    },
  };
}
