import { createHash, hkdfSync } from 'node:crypto';

export interface EncryptionKey {
  key: Buffer;
  /** 4 bytes that tell keys apart and say nothing of them. */
  id: Buffer;
  /** The key of keyed hashes. It is derived, so that it may be kept when the key itself is removed. */
  hashKey: Buffer;
}

const KEY_BYTES = 32;
const KEY_ID_BYTES = 4;

/**
 * Reads the keys of the setting: 32 bytes in base64 each, comma-separated. The first encrypts, all of them decrypt. A key
 * named twice counts once. Throws RangeError for what is no key, without repeating it.
 */
export function parseEncryptionKeys(setting: string): [EncryptionKey, ...EncryptionKey[]] {
  const texts = [...new Set(setting.split(',').map((text) => text.trim()))];
  const [first, ...others] = texts.map((text) => describe(Buffer.from(text, 'base64')));
  return [first!, ...others];
}

function describe(key: Buffer): EncryptionKey {
  if (key.length !== KEY_BYTES) throw new RangeError(`An encryption key has ${KEY_BYTES} bytes`);
  return {
    key,
    id: createHash('sha256').update('key id:').update(key).digest().subarray(0, KEY_ID_BYTES),
    hashKey: Buffer.from(hkdfSync('sha256', key, '', 'contact hash', KEY_BYTES)),
  };
}

/**
 * The name of a connection whose process encrypts with the first of these keys. It carries the key's id, so that a
 * rotation sees who would still write with another one.
 */
export function nameOfWriter(applicationName: string, setting: string): string {
  return `${applicationName} key ${parseEncryptionKeys(setting)[0].id.toString('hex')}`;
}
