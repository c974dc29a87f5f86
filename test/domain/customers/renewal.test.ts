import { describe, expect, it } from '@jest/globals';
import { countsStill, laterDay, toBeRenewed } from '../../../src/domain/customers/renewal.ts';

describe('whether an acceptance counts', () => {
  it.each([
    ['2023-03-31', '2023-04-01', false],
    ['2023-04-01', '2023-04-01', true],
    ['2020-05-05', '2023-04-01', false],
    ['2020-05-05', undefined, true],
    [null, '2023-04-01', true],
  ] as const)('accepted on %s, counted from %s: %s', (acceptedOn, validFrom, counts) => {
    expect(countsStill(acceptedOn, validFrom)).toBe(counts);
  });
});

describe('who has to renew', () => {
  it.each([
    ['unconfirmed', '2020-05-05', '2020-05-05'],
    ['unconfirmed', null, undefined],
    ['confirmed', '2020-05-05', undefined],
    ['unknown', null, undefined],
    ['exempt', null, undefined],
  ] as const)('%s, accepted on %s: %s', (agreementState, acceptedOn, day) => {
    expect(toBeRenewed({ agreementState, acceptedOn })).toBe(day);
  });
});

describe('the later of two days', () => {
  it.each([
    [null, '2020-05-05', '2020-05-05'],
    ['2019-01-01', '2020-05-05', '2020-05-05'],
    ['2021-01-01', '2020-05-05', '2021-01-01'],
  ] as const)('of %s and %s is %s', (one, other, later) => {
    expect(laterDay(one, other)).toBe(later);
  });
});
