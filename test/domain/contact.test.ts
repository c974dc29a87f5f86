import { describe, expect, it } from '@jest/globals';
import { sameContact } from '../../src/domain/contact.ts';

const CONTACT = { firstName: 'Ana', lastName: 'Silva', email: 'ana@fabrikam.example', phoneNumber: '' };

describe('two contacts', () => {
  it('are the same when every part is', () => {
    expect(sameContact(CONTACT, { ...CONTACT })).toBe(true);
  });

  it.each([
    ['first name', { firstName: 'ana' }],
    ['last name', { lastName: 'Silva ' }],
    ['e-mail', { email: 'Ana@fabrikam.example' }],
    ['phone', { phoneNumber: '1' }],
  ])('differ by %s', (_part, change) => {
    expect(sameContact(CONTACT, { ...CONTACT, ...change })).toBe(false);
  });
});
