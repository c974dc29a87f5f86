import { describe, expect, it } from '@jest/globals';
import {
  ACCEPTANCE_FIELDS,
  acceptanceInput,
  FIELD_LIMITS,
  parseAcceptance,
  type AcceptanceField,
  type AcceptanceInput,
  type Problem,
} from '../../../src/domain/confirming/acceptance.ts';

const LATEST = '2018-10-15';
const GOOD: AcceptanceInput = {
  customerId: 'd1a5e8f2-3c47-4b8e-9f60-2a7b1c9d4e55',
  acceptanceDate: '2018-10-01',
  firstName: 'Élodie',
  lastName: 'Le Goff',
  email: 'elodie.legoff@fabrikam.example',
  phoneNumber: '+33 1 23 45 67 89',
};

const parse = (changes: Partial<AcceptanceInput>) => parseAcceptance({ ...GOOD, ...changes }, LATEST);
const problemsOf = (changes: Partial<AcceptanceInput>) => {
  const parsed = parse(changes);
  return parsed.kind === 'invalid' ? parsed.problems : [];
};

describe('a filled-in form', () => {
  it('becomes an acceptance', () => {
    const parsed = parse({});

    expect(parsed).toEqual({
      kind: 'valid',
      acceptance: {
        customerId: GOOD.customerId,
        acceptanceDate: '2018-10-01',
        contact: {
          firstName: 'Élodie',
          lastName: 'Le Goff',
          email: 'elodie.legoff@fabrikam.example',
          phoneNumber: '+33 1 23 45 67 89',
        },
      },
      isPhoneLeftOut: false,
    });
  });

  it('loses the blanks around every value, those that do not look like blanks too', () => {
    const padded = Object.fromEntries(
      ACCEPTANCE_FIELDS.map((field) => [field, `\u00a0 ${GOOD[field]}\t\n`]),
    ) as AcceptanceInput;

    const parsed = parseAcceptance(padded, LATEST);

    expect(parsed).toEqual(parseAcceptance(GOOD, LATEST));
  });

  it('loses signs that cannot be seen and were not typed', () => {
    const parsed = parse({
      lastName: 'M&uuml;ller\u2060',
      email: '\u202aana@client\u200b.example\u202c',
      phoneNumber: '\u202d+46 70 400 78 58\u202c',
    });

    expect(parsed).toMatchObject({
      acceptance: {
        contact: { lastName: 'Müller', email: 'ana@client.example', phoneNumber: '+46 70 400 78 58' },
      },
    });
  });

  it.each(['-', 'N/A', 'null', '#NV', '?', '0000000000', 'k.A.', 'voir fiche', 'ana2@b.example'])(
    'leaves out a phone number that is none, and says so: %s',
    (phoneNumber) => {
      expect(parse({ phoneNumber })).toMatchObject({
        kind: 'valid',
        isPhoneLeftOut: true,
        acceptance: { contact: { phoneNumber: '' } },
      });
    },
  );

  it('asks for both names where both are missing, and tells of people with one where one is', () => {
    expect(problemsOf({ firstName: '', lastName: '-' })).toEqual([
      { field: 'firstName', problem: 'missing' },
      { field: 'lastName', problem: 'missing' },
    ]);
    expect(problemsOf({ firstName: '-', lastName: 'Suharto' })).toEqual([
      { field: 'firstName', problem: 'one-name' },
    ]);
  });

  it.each<[AcceptanceField, string]>([
    ['acceptanceDate', '2018-10-15'],
    ['acceptanceDate', '2010-01-01'],
    ['acceptanceDate', '2016-02-29'],
    ['firstName', 'A'],
    ['firstName', 'x'.repeat(FIELD_LIMITS.firstName)],
    ['lastName', "D'Hôpital-Ngũgĩ"],
    ['lastName', '山田'],
    ['email', `${'a'.repeat(64)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(59)}.example`],
    ['email', 'a.b+c_d-e@sub.domain.example'],
    ['email', "o'neil@contoso.com"],
    ['email', 'élodie@société.fr'],
    ['email', 'ELODIE@FABRIKAM.EXAMPLE'],
    ['phoneNumber', ''],
    ['phoneNumber', '   '],
    ['phoneNumber', 'ext. 12, ask for Ana'],
    ['phoneNumber', '1'.repeat(FIELD_LIMITS.phoneNumber)],
  ])('may have %s "%s"', (field, value) => {
    const parsed = parse({ [field]: value });

    expect(parsed.kind).toBe('valid');
  });

  it.each<[AcceptanceField, string, Problem]>([
    ['customerId', '', 'missing'],
    ['customerId', '  ', 'missing'],
    ['customerId', 'x'.repeat(101), 'unknown-customer'],
    ['acceptanceDate', '', 'missing'],
    ['acceptanceDate', '06/03/2019 22:00:00', 'not-a-date'],
    ['acceptanceDate', '2018-02-29', 'not-a-date'],
    ['acceptanceDate', '2018-10-01T00:00:00Z', 'not-a-date'],
    ['acceptanceDate', '01/10/2018', 'not-a-date'],
    ['acceptanceDate', '2018-10-16', 'in-the-future'],
    ['acceptanceDate', '9999-12-31', 'in-the-future'],
    ['acceptanceDate', '2009-12-31', 'too-early'],
    ['acceptanceDate', '0001-01-01', 'too-early'],
    ['firstName', '', 'one-name'],
    ['firstName', '\u00a0\t', 'one-name'],
    ['firstName', 'x'.repeat(FIELD_LIMITS.firstName + 1), 'too-long'],
    ['lastName', '', 'one-name'],
    ['lastName', '-', 'one-name'],
    ['lastName', 'NULL', 'placeholder'],
    ['lastName', '#N/A', 'placeholder'],
    ['firstName', 'H\ufffdl\u00e8ne', 'garbled'],
    ['firstName', 'Voil\u00c3\u00a0', 'garbled'],
    ['email', 'n/a', 'missing'],
    ['email', '_x000D_ana@b.example', 'garbled'],
    // A Cyrillic с, which looks like a Latin c.
    ['email', 'ana@сlient.example', 'garbled'],
    ['acceptanceDate', 'N/A', 'missing'],
    ['phoneNumber', '3.31556E+10', 'shortened-number'],
    ['phoneNumber', '3,31556e10', 'shortened-number'],
    ['phoneNumber', '3.31556 E+10', 'shortened-number'],
    ['lastName', 'ana@b.example', 'address-for-name'],
    ['firstName', "'ana@b.example'", 'address-for-name'],
    ['lastName', 'x'.repeat(FIELD_LIMITS.lastName + 1), 'too-long'],
    ['email', '', 'missing'],
    ['email', 'elodie', 'not-an-email'],
    ['email', 'elodie@fabrikam', 'not-an-email'],
    ['email', '@fabrikam.example', 'not-an-email'],
    ['email', 'elodie@', 'not-an-email'],
    ['email', 'elodie@@fabrikam.example', 'not-an-email'],
    ['email', 'a@b.example;c@d.example', 'not-an-email'],
    ['email', 'elodie legoff@fabrikam.example', 'not-an-email'],
    ['email', 'elodie@fabri kam.example', 'not-an-email'],
    ['email', 'elodie@.example', 'not-an-email'],
    ['email', 'elodie@fabrikam.', 'not-an-email'],
    ['email', 'elodie@fabrikam..example', 'not-an-email'],
    ['email', 'Élodie Le Goff <elodie@fabrikam.example>', 'not-an-email'],
    ['email', `${'a'.repeat(FIELD_LIMITS.email)}@b.example`, 'too-long'],
    ['phoneNumber', '1'.repeat(FIELD_LIMITS.phoneNumber + 1), 'too-long'],
    ['firstName', 'Élodie\tMarie', 'not-one-line'],
    ['lastName', 'Le Goff\r\nFabrikam', 'not-one-line'],
    ['lastName', 'Le\u2028Goff', 'not-one-line'],
    ['email', 'elodie@fabrikam.example\nana@fabrikam.example', 'not-one-line'],
    ['email', 'elodie\u0007@fabrikam.example', 'not-one-line'],
    ['phoneNumber', '12\nFabrikam', 'not-one-line'],
  ])('may not have %s "%s": %s', (field, value, problem) => {
    const problems = problemsOf({ [field]: value });

    expect(problems).toEqual([{ field, problem }]);
  });

  it('is told every problem at once, one a field, in the order of the form', () => {
    const problems = problemsOf({
      phoneNumber: '1'.repeat(31),
      email: ' ',
      lastName: 'x'.repeat(51),
      firstName: '',
      acceptanceDate: '2019-02-30',
      customerId: '',
    });

    expect(problems).toEqual([
      { field: 'customerId', problem: 'missing' },
      { field: 'acceptanceDate', problem: 'not-a-date' },
      { field: 'firstName', problem: 'one-name' },
      { field: 'lastName', problem: 'too-long' },
      { field: 'email', problem: 'missing' },
      { field: 'phoneNumber', problem: 'too-long' },
    ]);
  });
});

describe('what arrived as a form', () => {
  it('keeps every text as typed and drops everything else', () => {
    const input = acceptanceInput({
      ...GOOD,
      firstName: '  Élodie ',
      email: 5,
      phoneNumber: null,
      lastName: ['Le', 'Goff'],
      verb: 'confirmation.submit',
      formId: 'form-1',
    });

    expect(input).toEqual({ ...GOOD, firstName: '  Élodie ', email: '', phoneNumber: '', lastName: '' });
  });

  it('is an empty form when nothing fits', () => {
    const input = acceptanceInput({});

    expect(input).toEqual(Object.fromEntries(ACCEPTANCE_FIELDS.map((field) => [field, ''])));
  });
});
