import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/**
 * Encrypts text at rest (AES-256-GCM). `context` is bound to the result: what was encrypted for one row cannot be read
 * as another's.
 */
export interface Cipher {
  encrypt(text: string, context: string): Buffer;
  /** Throws WrongKeyError when it was encrypted with another key, another error when for another context. */
  decrypt(encrypted: Buffer, context: string): string;
}

export class WrongKeyError extends Error {
  constructor() {
    super('Encrypted with another key: ENCRYPTION_KEY is not the one this database was used with');
    this.name = 'WrongKeyError';
  }
}

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** `keyBase64` is 32 bytes. The result begins with the key's id, so that a changed key can be told and followed. */
export function createCipher(keyBase64: string): Cipher {
  const key = Buffer.from(keyBase64, 'base64');
  if (key.length !== KEY_BYTES) throw new RangeError(`An encryption key has ${KEY_BYTES} bytes`);
  const keyId = createHash('sha256').update('key id:').update(key).digest().subarray(0, KEY_ID_BYTES);
  return {
    encrypt: (text, context) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([keyId, nonce, cipher.getAuthTag(), body]);
    },
    decrypt: (encrypted, context) => {
      if (!encrypted.subarray(0, KEY_ID_BYTES).equals(keyId)) throw new WrongKeyError();
      const nonceEnd = KEY_ID_BYTES + NONCE_BYTES;
      const tagEnd = nonceEnd + TAG_BYTES;
      const decipher = createDecipheriv(ALGORITHM, key, encrypted.subarray(KEY_ID_BYTES, nonceEnd), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(context)).setAuthTag(encrypted.subarray(nonceEnd, tagEnd));
      return decipher.update(encrypted.subarray(tagEnd), undefined, 'utf8') + decipher.final('utf8');
    },
  };
}
