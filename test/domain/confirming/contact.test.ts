import { describe, expect, it } from '@jest/globals';
import { initialsOf, mayBeSameContact, sameContact } from '../../../src/domain/confirming/contact.ts';

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

  it.each([
    ['case', { firstName: 'ANA' }, true],
    ['accents', { firstName: 'Aná' }, true],
    ['spaces', { lastName: ' Sil va' }, true],
    ['a letter', { lastName: 'Silvia' }, false],
    ['the phone', { phoneNumber: '1' }, false],
  ])('that differ by %s may be the same to a lenient service or not', (_what, change, isSame) => {
    expect(mayBeSameContact(CONTACT, { ...CONTACT, ...change })).toBe(isSame);
  });
});

describe('the initials of a contact', () => {
  it.each([
    ['Ana', 'Exemple', 'A. E.'],
    ['élodie', 'de la Côte', 'É. D.'],
    ['E\u0301lodie', '’t Hooft', 'É. T.'],
    ['李', '小龙', '李. 小.'],
    ['𝒜da', '42', '𝒜. 4.'],
    ['-', 'Byron', 'B.'],
  ])('of %s %s are %s', (firstName, lastName, initials) => {
    expect(initialsOf({ firstName, lastName })).toBe(initials);
  });
});
