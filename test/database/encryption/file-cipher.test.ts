import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createCipher } from '../../../src/database/encryption/cipher.ts';
import { decryptFile, encryptFile } from '../../../src/database/encryption/file-cipher.ts';

const cipher = createCipher(randomBytes(32).toString('base64'));

describe('an encrypted file', () => {
  it.each([0, 1, 128 * 1024, 128 * 1024 + 1, 700_000])('of %d bytes comes back as it was', async (size) => {
    const content = randomBytes(size);

    const encrypted = await encryptFile(cipher, content, 'a');

    expect((await decryptFile(cipher, encrypted, 'a')).equals(content)).toBe(true);
  });

  it('cannot be read as another’s, nor with its pieces moved', async () => {
    const encrypted = await encryptFile(cipher, randomBytes(256 * 1024), 'a');
    const half = encrypted.length / 2;
    const moved = Buffer.concat([encrypted.subarray(half), encrypted.subarray(0, half)]);

    await expect(decryptFile(cipher, encrypted, 'b')).rejects.toThrow();
    await expect(decryptFile(cipher, moved, 'a')).rejects.toThrow();
  });

  it('lets others have their turn meanwhile', async () => {
    let turns = 0;
    const count = () => {
      turns += 1;
      next = setImmediate(count);
    };
    let next = setImmediate(count);

    await encryptFile(cipher, randomBytes(1024 * 1024), 'a');

    clearImmediate(next);
    expect(turns).toBeGreaterThanOrEqual(7);
  });
});
