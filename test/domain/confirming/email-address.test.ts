import { describe, expect, it } from '@jest/globals';
import { isDeliverableAddress, isEmailAddress } from '../../../src/domain/confirming/email-address.ts';

describe('an address that mail can reach', () => {
  it.each([
    ...[
      'ana@b.example',
      'ana+mca@b.example',
      "o'neil@b.example",
      'a.b_c-d@b.co.uk',
      'ana@b.photography',
      'ana@x.io',
    ],
    ...[
      'ana@b--c.example',
      '1@2.com',
      'ana@xn--socit-esab.fr',
      'élodie@société.fr',
      '用户@例子.中国',
      'ana@почта.рф',
    ],
    ...['ana@भारत.भारत', `${'a'.repeat(64)}@b.example`, `ana@${'b'.repeat(63)}.example`, 'ANA@B.EXAMPLE'],
  ])('may be %s', (address) => {
    expect(isDeliverableAddress(address)).toBe(true);
  });

  it.each([
    ...[
      'ana.@b.example',
      '.ana@b.example',
      'a..b@c.example',
      'ana@-b.example',
      'ana@b-.example',
      'ana@b.123',
    ],
    ...[
      'ana@1.2.3.4',
      'ana@[1.2.3.4]',
      'ana@b..example',
      'ana@.b.example',
      'ana@b.example.',
      'ana@b',
      'ana@b.c',
    ],
    ...[
      'ana@b.c0m',
      'ana@b_c.example',
      'ana@b!c.example',
      'a😀@b.example',
      'a«b»@c.example',
      '"a b"@c.example',
    ],
    ...[
      `${'a'.repeat(65)}@b.example`,
      `${'é'.repeat(33)}@b.example`,
      `ana@${'b'.repeat(64)}.example`,
      'a b@c.example',
    ],
    // A Cyrillic с and а, a Greek ο.
    ...['ana@сlient.example', 'аna@client.example', 'ana@client.exаmple', 'ana@cοntoso.example'],
    ...[`ana@${'é'.repeat(62)}.example`, `ana@${'b.'.repeat(124)}example`],
  ])('is not %s', (address) => {
    expect(isDeliverableAddress(address)).toBe(false);
  });

  it('is known among other words even where mail could not reach it', () => {
    expect(isEmailAddress('ana.@-b.example')).toBe(true);
    expect(isEmailAddress('ana at b.example')).toBe(false);
  });
});
