import { describe, expect, it } from '@jest/globals';
import { isSameStatement } from '../../src/domain/same-statement.ts';

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
const input = { customerId: 'contoso', acceptanceDate: '2018-10-03', ...contact };

describe('a press of a form that was used', () => {
  it.each([
    ['by the same person', {}, ADA, true],
    ['by the same person with other details', { email: 'bea@contoso.example' }, ADA, true],
    ['by the same person for another customer', { customerId: 'fabrikam' }, ADA, false],
    ['by somebody else in the same words, blanks apart', { firstName: ' Ana ' }, GRACE, true],
    ['by somebody else with another contact', { email: 'bea@contoso.example' }, GRACE, false],
    ['by somebody else with another day', { acceptanceDate: '2018-10-04' }, GRACE, false],
    ['that names no customer', { customerId: '' }, GRACE, true],
  ])('%s', (_what, typed, by, isSame) => {
    expect(isSameStatement(stated, { ...input, ...typed }, by)).toBe(isSame);
  });

  it('is the same for whoever filled in what somebody else released', () => {
    const place = { conversationId: 'c', activityId: null, isDigest: false };
    const collected = { by: MARC, at: new Date(0), language: 'en', place } as const;

    const again = isSameStatement(
      { ...stated, collected },
      { ...input, email: 'other@contoso.example' },
      MARC,
    );

    expect(again).toBe(true);
  });

  it('is the same where nothing is left to compare with', () => {
    expect(isSameStatement({ ...stated, contact: null }, input, GRACE)).toBe(true);
  });
});
