import { describe, expect, it } from '@jest/globals';
import { isDoubtful, saysTheSame } from '../../../src/domain/customers/listing.ts';

describe('a list that lacks customers', () => {
  it.each([
    ['nobody', 0, 40, false],
    ['none of none', 0, 0, false],
    ['three of twenty', 3, 20, false],
    ['four of forty, a tenth', 4, 40, false],
    ['four of thirty-nine', 4, 39, true],
    ['a hundred of a thousand', 100, 1_000, false],
    ['a hundred and one of a thousand', 101, 1_000, true],
    ['everybody', 40, 40, true],
    ['the only one', 1, 1, true],
    ['two of two', 2, 2, true],
    ['two of three', 2, 3, false],
  ])('is doubted or not: %s', (_what, missing, known, expected) => {
    expect(isDoubtful({ missing, known })).toBe(expected);
  });

  it.each([
    ['all of them', 20, 20, true],
    ['all but three', 20, 17, true],
    ['all but a tenth', 100, 90, true],
    ['all but more than a tenth', 100, 89, false],
    ['all but four of ten', 10, 6, false],
    ['none of them', 20, 0, false],
    ['none of two', 2, 0, false],
  ])('says the same as before when it lacks again: %s', (_what, missing, still, expected) => {
    expect(saysTheSame({ missing }, still)).toBe(expected);
  });
});
