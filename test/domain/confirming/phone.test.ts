import { describe, expect, it } from '@jest/globals';
import { hasLostItsBeginning, looksIncomplete } from '../../../src/domain/confirming/phone.ts';

describe('a phone number', () => {
  it.each([
    ['01 99 00 12 34', 'FR'],
    ['01 99 00 12 34', 'fr'],
    ['+33 1 99 00 12 34', undefined],
    ['+44 20 7946 0958', 'FR'],
    ['00 33 1 99 00 12 34', 'FR'],
    ['(555) 010-0100 ext. 5', 'US'],
    ['', 'FR'],
    ['  ', undefined],
  ])('%j typed in %s looks complete', (phone, country) => {
    expect(looksIncomplete(phone, country)).toBe(false);
  });

  it.each([
    ['01 99', 'FR'],
    ['+33 1', undefined],
    ['01 99 00 12 34 56 78', 'FR'],
    ['ask at the desk', 'FR'],
  ])('%j typed in %s does not', (phone, country) => {
    expect(looksIncomplete(phone, country)).toBe(true);
  });

  it.each([undefined, 'XX', '', 'France'])('without + is not judged where the country is %j', (country) => {
    expect(looksIncomplete('0199', country)).toBe(false);
  });
});

describe('a phone number of digits alone', () => {
  it.each([
    ['155501001', 'FR', true],
    ['155501001', undefined, true],
    ['7700900123', 'GB', true],
    ['612345678', 'IT', true],
  ])('that is a number for the file has lost its zero: %s in %s', (phone, country, isLost) => {
    expect(hasLostItsBeginning(phone, country, true)).toBe(isLost);
  });

  it.each([
    ['33155501001', undefined],
    ['33155501001', 'FR'],
    ['31234567', 'DK'],
    ['2025550143', 'US'],
    ['3331234567', 'IT'],
    ['0155501001', 'FR'],
  ])('has not where it is whole: %s in %s', (phone, country) => {
    expect(hasLostItsBeginning(phone, country, true)).toBe(false);
  });

  it('that was typed is doubted only where the country is known', () => {
    expect(hasLostItsBeginning('155501001', 'FR', false)).toBe(true);
    expect(hasLostItsBeginning('155501001', undefined, false)).toBe(false);
    expect(hasLostItsBeginning('1 55 50 10 01', 'FR', false)).toBe(false);
  });
});
