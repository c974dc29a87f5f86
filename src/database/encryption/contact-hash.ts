import { createHmac } from 'node:crypto';

/**
 * Returns the hash by which one person's confirmations are found without decrypting all: HMAC-SHA-256 of the e-mail address
 * without the blanks around it and in lower case. It says nothing without the key.
 */
export function contactHash(email: string, hashKey: Buffer): Buffer {
  return createHmac('sha256', hashKey).update(email.trim().normalize('NFC').toLowerCase()).digest();
}
