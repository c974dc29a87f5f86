import { describe, expect, it } from '@jest/globals';
import { readWrittenDate, serialDate } from '../../src/domain/written-date.ts';

describe('a written date', () => {
  it.each([
    ['2018-12-31', '2018-12-31'],
    ['2018/12/31', '2018-12-31'],
    ['2018.1.2', '2018-01-02'],
    ['31/12/2018', '2018-12-31'],
    ['12/31/2018', '2018-12-31'],
    ['31.12.2018', '2018-12-31'],
    ['31-12-2018', '2018-12-31'],
    ['03/03/2018', '2018-03-03'],
    ['3 octobre 2018', '2018-10-03'],
    ['1er août 2018', '2018-08-01'],
    ['3-Oct-2018', '2018-10-03'],
    ['October 3rd, 2018', '2018-10-03'],
    ['3 déc. 2018', '2018-12-03'],
    [' 2018-10-03 ', '2018-10-03'],
    ['2018-10-03 14:22', '2018-10-03'],
    ['2018-10-03T14:22:05.120', '2018-10-03'],
    ['12/31/2018 2:22 PM', '2018-12-31'],
    ['2018-10-03T00:00:00Z', '2018-10-03'],
    ['29/02/2016', '2016-02-29'],
  ])('%j is the day %s', (text, date) => {
    expect(readWrittenDate(text)).toEqual({ kind: 'date', date });
  });

  it.each([
    ['03/04/2018', ['2018-04-03', '2018-03-04']],
    ['3.4.2018', ['2018-04-03', '2018-03-04']],
    ['12-11-2018', ['2018-11-12', '2018-12-11']],
  ])('%j may be two days, and is not guessed', (text, readings) => {
    expect(readWrittenDate(text)).toEqual({ kind: 'ambiguous', readings });
  });

  it.each([
    '',
    '31/12/18',
    '29/02/2018',
    '32/01/2018',
    '13/13/2018',
    '2018-10',
    'October 2018',
    '43376',
    '2018-10-03T14:22:00Z',
    '2018-10-03T00:00:00+02:00',
    '3/10-2018',
    'yesterday',
    '3 octembre 2018',
    '2018 octobre 3 4',
  ])('%j cannot be read', (text) => {
    expect(readWrittenDate(text)).toEqual({ kind: 'unreadable' });
  });
});

describe('a spreadsheet’s number', () => {
  it.each([
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [61, false, '1900-03-01'],
    [43_376, false, '2018-10-03'],
    [43_376.99, false, '2018-10-03'],
    [41_914, true, '2018-10-03'],
  ])('%d, from 1904 %s, is %s', (serial, is1904, date) => {
    expect(serialDate(serial, is1904)).toBe(date);
  });

  it.each([0, -1, 60, 2_958_466, Number.NaN, Infinity])('%d is no day', (serial) => {
    expect(serialDate(serial, false)).toBeUndefined();
  });
});
