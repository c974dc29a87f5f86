import { describe, expect, it } from '@jest/globals';
import { createCipher, WrongKeyError } from '../../../src/database/encryption/cipher.ts';

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');

describe('the cipher', () => {
  it('gives back the text for the same key and context', () => {
    const cipher = createCipher(key(1));

    const text = cipher.decrypt(cipher.encrypt('Grâce Hopper', 'row 1'), 'row 1');

    expect(text).toBe('Grâce Hopper');
  });

  it('never makes the same of the same text twice', () => {
    const cipher = createCipher(key(1));

    expect(cipher.encrypt('text', 'row').equals(cipher.encrypt('text', 'row'))).toBe(false);
  });

  it('says that another key was used', () => {
    const encrypted = createCipher(key(1)).encrypt('text', 'row');

    expect(() => createCipher(key(2)).decrypt(encrypted, 'row')).toThrow(WrongKeyError);
  });

  it.each([
    ['another context', (sound: Buffer) => sound, 'row 2'],
    [
      'a changed byte',
      (sound: Buffer) => Buffer.from(sound.map((byte, i) => (i === sound.length - 1 ? byte ^ 1 : byte))),
      'row 1',
    ],
    ['a cut end', (sound: Buffer) => sound.subarray(0, -1), 'row 1'],
  ])('refuses %s', (_what, tamper, context) => {
    const cipher = createCipher(key(1));
    const encrypted = tamper(cipher.encrypt('text', 'row 1'));

    expect(() => cipher.decrypt(encrypted, context)).toThrow();
  });

  it('with several keys reads what any of them encrypted, and encrypts with the first', () => {
    const both = createCipher(`${key(2)}, ${key(1)}`);
    const old = createCipher(key(1)).encrypt('old', 'row');

    const encrypted = both.encrypt('new', 'row');

    expect(both.decrypt(old, 'row')).toBe('old');
    expect(createCipher(key(2)).decrypt(encrypted, 'row')).toBe('new');
    expect(() => createCipher(key(1)).decrypt(encrypted, 'row')).toThrow(WrongKeyError);
  });

  it('refuses a key of another length', () => {
    expect(() => createCipher(Buffer.alloc(16).toString('base64'))).toThrow(RangeError);
  });
});
