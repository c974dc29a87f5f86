import { describe, expect, it } from '@jest/globals';
import { retryAfterMs } from '../../../src/domain/confirming/retry-after.ts';

const now = new Date('2018-10-15T10:00:00Z');
const QUARTER_MS = 15 * 60_000;

describe('Retry-After', () => {
  it.each([
    ['seconds', '57', 57_000],
    ['parts of a second', '0.25', 250],
    ['no time at all', '0', 0],
    ['a date', 'Mon, 15 Oct 2018 10:00:20 GMT', 20_000],
    ['a date gone by', 'Mon, 15 Oct 2018 09:00:00 GMT', 0],
  ])('is read from %s', (_case, header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });

  it.each([
    ['just the longest', '900'],
    ['a second longer', '901'],
    ['a day', '86400'],
    ['more digits than numbers have', '9'.repeat(400)],
    ['a date in an hour', 'Mon, 15 Oct 2018 11:00:00 GMT'],
    ['the year 9999', 'Fri, 31 Dec 9999 23:59:59 GMT'],
  ])('is 15 minutes at most: %s', (_case, header) => {
    expect(retryAfterMs(header, now)).toBe(QUARTER_MS);
  });

  it.each([
    ['nothing', null],
    ['no header', undefined],
    ['blanks', ' '],
    ['words', 'soon'],
    ['less than nothing', '-5'],
    ['a power of ten', '1e9'],
    ['another base', '0x10'],
    ['infinity', 'Infinity'],
    ['two values', '5, 10'],
    ['a date of no calendar', 'Mon, 45 Oct 2018 10:00:20 GMT'],
  ])('says nothing when it is %s', (_case, header) => {
    expect(retryAfterMs(header, now)).toBeNull();
  });
});
