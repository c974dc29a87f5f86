import { createHmac } from 'node:crypto';

/**
 * By which one person's confirmations are found without decrypting all: HMAC-SHA-256 of the e-mail address, blanks around
 * it and case aside. Worth nothing without the key.
 */
export function contactHash(email: string, hashKey: Buffer): Buffer {
  return createHmac('sha256', hashKey).update(email.trim().normalize('NFC').toLowerCase()).digest();
}
