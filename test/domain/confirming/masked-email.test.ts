import { expect, it } from '@jest/globals';
import { maskedEmail } from '../../../src/domain/confirming/masked-email.ts';

it.each([
  ['ana@client.example', 'a…@client.example'],
  ['a@client.example', '…@client.example'],
  ['𝒜na@client.example', '𝒜…@client.example'],
])('the address %s is shown as %s', (email, shown) => {
  expect(maskedEmail(email)).toBe(shown);
});
