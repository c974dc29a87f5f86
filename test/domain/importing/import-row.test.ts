import { describe, expect, it } from '@jest/globals';
import { checkRow } from '../../../src/domain/importing/import-row.ts';
import type { Columns } from '../../../src/domain/importing/import-columns.ts';
import type { Cell } from '../../../src/domain/importing/import-table.ts';

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
      phone: 'incomplete',
    });
  });

  it('that names a customer and no more is not filled in yet', () => {
    expect(check({ 2: '', 3: '', 4: '', 5: '' })).toEqual({ number: 7, kind: 'blank' });
  });

  it.each([
    ['no customer', { 0: '', 1: '' }, 'customerId', 'missing'],
    ['no first name', { 3: '' }, 'firstName', 'one-name'],
    ['no letter in the last name', { 4: '\u200b' }, 'lastName', 'one-name'],
    ['a dash for the last name', { 4: '-' }, 'lastName', 'one-name'],
    ['NULL for the last name', { 4: 'NULL' }, 'lastName', 'placeholder'],
    ['letters that a wrong encoding left', { 3: 'HÃ©lÃ¨ne' }, 'firstName', 'garbled'],
    ['an address no mail reaches', { 5: 'ana.@b.example' }, 'email', 'not-an-email'],
    ['a long last name', { 4: 'x'.repeat(51) }, 'lastName', 'too-long'],
    ['no e-mail address', { 5: 'ana' }, 'email', 'not-an-email'],
    ['a long phone number', { 6: '1'.repeat(31) }, 'phoneNumber', 'too-long'],
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
    expect(problemsOf({ 2: 'y', 3: '', 5: 'ana' })).toMatchObject([
      { problem: 'not-a-date' },
      { problem: 'one-name' },
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

  it.each(['-', 'NULL', '#N/A', 'n/a', '.'])(
    'whose phone number is « %s » has none, and says so',
    (phone) => {
      expect(check({ 6: phone })).toMatchObject({
        kind: 'right',
        contact: { phoneNumber: '' },
        phone: 'left-out',
      });
    },
  );

  it('takes a second phone number where the first is a placeholder', () => {
    const checked = check({ 6: '-', 7: '06 07' }, { ...COLUMNS, otherPhones: [7] });

    expect(checked).toMatchObject({ contact: { phoneNumber: '06 07' } });
  });

  it('says where a phone number looks incomplete, and sends it as it is', () => {
    expect(check({ 6: '+33 1 02' })).toMatchObject({
      contact: { phoneNumber: '+33 1 02' },
      phone: 'incomplete',
    });
    expect(check({ 6: '+33 1 55 50 10 01' })).not.toHaveProperty('phone');
  });

  it('asks about a phone number that a spreadsheet shortened', () => {
    expect(problemsOf({ 6: '3.31556E+10' })).toEqual([
      { field: 'phoneNumber', problem: 'shortened-number', typed: '3.31556E+10' },
    ]);
  });

  it('asks about a phone number that may have lost its zero', () => {
    const asNumber: Cell = { text: '155501001', kind: 'number' };

    expect(problemsOf({ 6: asNumber })).toEqual([{ field: 'phoneNumber', problem: 'number-for-phone' }]);
    expect(problemsOf({ 6: '155501001.0' })).toEqual([{ field: 'phoneNumber', problem: 'number-for-phone' }]);
  });

  it('names no customer with a placeholder', () => {
    expect(check({ 0: 'NULL', 1: 'Null GmbH' })).toMatchObject({ keys: { customer: 'Null GmbH' } });
    expect(check({ 0: '', 1: '365' })).toMatchObject({ keys: { customer: '365' } });
    expect(problemsOf({ 0: 'N/A', 1: '-' })).toEqual([{ field: 'customerId', problem: 'missing' }]);
  });

  it('is read without signs that cannot be seen, its customer too', () => {
    const checked = check({
      1: 'Con\u200btoso',
      3: 'Ana\u2060',
      4: 'Smith &amp; Co',
      5: 'ana@cli\u00adent.example',
      6: '０３-１２３４-５６７８',
    });

    expect(checked).toMatchObject({
      keys: { customer: 'Contoso' },
      contact: {
        firstName: 'Ana',
        lastName: 'Smith & Co',
        email: 'ana@client.example',
        phoneNumber: '03-1234-5678',
      },
    });
  });
});
