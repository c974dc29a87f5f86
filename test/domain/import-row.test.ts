import { describe, expect, it } from '@jest/globals';
import { checkRow } from '../../src/domain/import-row.ts';
import type { Columns } from '../../src/domain/import-columns.ts';
import type { Cell } from '../../src/domain/import-table.ts';

const COLUMNS = {
  customerId: 0,
  customer: 1,
  acceptanceDate: 2,
  firstName: 3,
  lastName: 4,
  email: 5,
  phoneNumber: 6,
};
const RIGHT = ['id-1', 'Contoso', '2018-10-03', 'Ana', 'Exemple', 'ana@b.example', '', ''];

/** A right row but for some cells. */
function check(changes: Record<number, string | Cell> = {}, columns: Columns = COLUMNS) {
  const cells = RIGHT.map((text, place): Cell | undefined => {
    const changed = changes[place] ?? text;
    if (typeof changed !== 'string') return changed;
    return changed === '' ? undefined : { text: changed, kind: 'text' };
  });
  return checkRow({ number: 7, cells }, columns, '2021-06-15');
}
const problemsOf = (changes: Record<number, string | Cell>) => {
  const checked = check(changes);
  return checked.kind === 'wrong' ? checked.problems : checked.kind;
};

describe('a row', () => {
  it('that is right is what the form would take, trimmed', () => {
    expect(check({ 3: '  Ana\u00a0', 6: "'+33 1 02 03" })).toEqual({
      number: 7,
      kind: 'right',
      keys: { customerId: 'id-1', customer: 'Contoso' },
      acceptedOn: '2018-10-03',
      contact: { firstName: 'Ana', lastName: 'Exemple', email: 'ana@b.example', phoneNumber: '+33 1 02 03' },
    });
  });

  it('that names a customer and no more is not filled in yet', () => {
    expect(check({ 2: '', 3: '', 4: '', 5: '' })).toEqual({ number: 7, kind: 'blank' });
  });

  it.each([
    ['no customer', { 0: '', 1: '' }, 'customerId', 'missing'],
    ['no first name', { 3: '' }, 'firstName', 'missing'],
    ['no letter in the last name', { 4: '\u200b' }, 'lastName', 'missing'],
    ['a long last name', { 4: 'x'.repeat(51) }, 'lastName', 'too-long'],
    ['no e-mail address', { 5: 'ana' }, 'email', 'not-an-email'],
    ['a long phone number', { 6: '0'.repeat(31) }, 'phoneNumber', 'too-long'],
    ['a formula in a text file', { 3: '=CONCAT(A1)' }, 'firstName', 'formula'],
    ['an error of the spreadsheet', { 4: '#N/A' }, 'lastName', 'spreadsheet-error'],
    ['a translated one', { 4: '#VALEUR!' }, 'lastName', 'spreadsheet-error'],
    [
      'an error for a customer',
      { 1: { text: '#REF!', kind: 'error' } as Cell },
      'customerId',
      'spreadsheet-error',
    ],
  ])('with %s says so', (_what, changes, field, problem) => {
    expect(problemsOf(changes)).toEqual([{ field, problem }]);
  });

  it.each([
    ['2021-06-16', { problem: 'in-the-future', typed: '2021-06-16' }],
    ['1999-01-01', { problem: 'too-early', typed: '1999-01-01' }],
    ['31/13/18', { problem: 'not-a-date', typed: '31/13/18' }],
    [
      '03/04/2018',
      { problem: 'ambiguous-date', typed: '03/04/2018', readings: ['2018-04-03', '2018-03-04'] },
    ],
  ])('with the date %s says what was written', (date, problem) => {
    expect(problemsOf({ 2: date })).toEqual([{ field: 'acceptanceDate', ...problem }]);
  });

  it('may have its day as a number of eight digits, which no spreadsheet counts', () => {
    const written: Cell = { text: '20181013', kind: 'number' };

    expect(check({ 2: written })).toMatchObject({ kind: 'right', acceptedOn: '2018-10-13' });
  });

  it('reads a day however long its time is written', () => {
    const text = 'Sat Oct 13 2018 00:00:00 GMT+0200 (Central European Summer Time)';

    expect(check({ 2: text })).toMatchObject({ kind: 'right', acceptedOn: '2018-10-13' });
  });

  it('says everything that is wrong with it at once', () => {
    expect(problemsOf({ 2: 'x', 3: '', 5: 'ana' })).toMatchObject([
      { problem: 'not-a-date' },
      { problem: 'missing' },
      { problem: 'not-an-email' },
    ]);
  });

  it.each([
    ['the first', '01 02', '06 07', '01 02'],
    ['the second where the first is empty', ' ', '06 07', '06 07'],
    ['none', '', '', ''],
  ])('with two columns for the phone number has %s', (_which, phone, mobile, phoneNumber) => {
    const checked = check({ 6: phone, 7: mobile }, { ...COLUMNS, otherPhones: [7] });

    expect(checked).toMatchObject({ kind: 'right', contact: { phoneNumber } });
  });

  it('takes a text that a program kept from being computed', () => {
    expect(check({ 6: '="0102030405"' })).toMatchObject({ contact: { phoneNumber: '0102030405' } });
  });
});
