import { describe, expect, it } from '@jest/globals';
import { serialDate } from '../../../src/domain/time/serial-date.ts';

describe('a spreadsheet’s number', () => {
  it.each([
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [61, false, '1900-03-01'],
    [43_376, false, '2018-10-03'],
    [43_376.99, false, '2018-10-03'],
    [43_385.999_999_999_8, false, '2018-10-13'],
    [43_385.999_99, false, '2018-10-12'],
    [41_923.999_999_999_8, true, '2018-10-13'],
    [41_914, true, '2018-10-03'],
  ])('%d, from 1904 %s, is %s', (serial, is1904, date) => {
    expect(serialDate(serial, is1904)).toBe(date);
  });

  it.each([0, -1, 60, 2_958_466, Number.NaN, Infinity])('%d is no day', (serial) => {
    expect(serialDate(serial, false)).toBeUndefined();
  });
});
