import { describe, expect, it } from '@jest/globals';
import { looksIncomplete } from '../../src/domain/phone.ts';

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
