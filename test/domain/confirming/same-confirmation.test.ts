import { describe, expect, it } from '@jest/globals';
import { formReuse } from '../../../src/domain/confirming/same-confirmation.ts';

const ADA = { id: 'ada', name: 'Ada' };
const GRACE = { id: 'grace', name: 'Grace' };
const MARC = { id: 'marc', name: 'Marc' };
const contact = { firstName: 'Ana', lastName: 'Sample', email: 'ana@contoso.example', phoneNumber: '' };
const stated = {
  customerId: 'contoso',
  acceptedOn: '2018-10-03',
  contact,
  submittedBy: ADA,
  collected: null,
} as const;
const EMPTY = { acceptanceDate: '', firstName: '', lastName: '', email: ' ', phoneNumber: '' };
const input = { customerId: 'contoso', acceptanceDate: '2018-10-03', ...contact };

describe('a press of a form that was used', () => {
  it.each([
    ['by the same person', {}, ADA, 'same'],
    ['by the same person without a word', EMPTY, ADA, 'same'],
    ['by the same person with other details', { email: 'bea@contoso.example' }, ADA, 'corrected'],
    ['by the same person with another day', { acceptanceDate: '2018-10-04' }, ADA, 'corrected'],
    ['by the same person with a mistake', { email: 'bea' }, ADA, 'corrected'],
    ['by the same person with a phone number more', { phoneNumber: '01 99' }, ADA, 'corrected'],
    ['by the same person for another customer', { customerId: 'fabrikam' }, ADA, 'other'],
    ['by a colleague in the same words, blanks apart', { firstName: ' Ana ' }, GRACE, 'same'],
    ['by a colleague with another contact', { email: 'bea@contoso.example' }, GRACE, 'other'],
    ['by a colleague with another day', { acceptanceDate: '2018-10-04' }, GRACE, 'other'],
    ['that names no customer', { customerId: '' }, GRACE, 'same'],
  ])('%s', (_what, typed, by, reuse) => {
    expect(formReuse(stated, { ...input, ...typed }, by)).toBe(reuse);
  });

  it('is corrected by the person who filled in what another person released', () => {
    const place = { conversationId: 'c', activityId: null, isDigest: false };
    const collected = { by: MARC, at: new Date(0), language: 'en', place } as const;

    const reuse = formReuse({ ...stated, collected }, { ...input, email: 'other@contoso.example' }, MARC);

    expect(reuse).toBe('corrected');
  });

  it('is the same where nothing is left to compare with', () => {
    expect(formReuse({ ...stated, contact: null }, input, GRACE)).toBe('same');
  });
});
