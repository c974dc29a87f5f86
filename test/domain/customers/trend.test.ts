import { describe, expect, it } from '@jest/globals';
import { trendStart, weeklyTrend, weeksLeft, type DayFigures } from '../../../src/domain/customers/trend.ts';

/** A Wednesday. */
const NOW = new Date('2018-11-07T09:00:00Z');

const day = (date: string, newlyConfirmed: number, unconfirmed: number | null, unknown = 0): DayFigures => ({
  day: date,
  newlyConfirmed,
  total: unconfirmed === null ? null : 100,
  unconfirmed,
  unknown: unconfirmed === null ? null : unknown,
});

describe('the trend', () => {
  it('looks eight weeks back, from a Monday', () => {
    expect(trendStart(NOW)).toBe('2018-09-17');
  });

  it('adds up what was confirmed, and takes who was left at the end of each week', () => {
    const days = [day('2018-11-05', 3, 40), day('2018-10-29', 1, 50), day('2018-11-04', 2, 45)];

    expect(weeklyTrend(days, NOW)).toEqual([
      { from: '2018-10-29', confirmed: 3, left: 45 },
      { from: '2018-11-05', confirmed: 3, left: 40 },
    ]);
  });

  it('begins with the first week anything was noted in, and leaves no week out after that', () => {
    const weeks = weeklyTrend([day('2018-10-17', 1, 60), day('2018-11-06', 0, 50)], NOW);

    expect(weeks.map(({ from, left }) => [from, left])).toEqual([
      ['2018-10-15', 60],
      ['2018-10-22', null],
      ['2018-10-29', null],
      ['2018-11-05', 50],
    ]);
  });

  it('takes the last day that says who is left where the bot did not run on the others', () => {
    const days = [day('2018-10-30', 0, 55), day('2018-11-03', 4, null)];

    expect(weeklyTrend(days, NOW)[0]).toEqual({ from: '2018-10-29', confirmed: 4, left: 55 });
  });

  it('does not take a list half read for an end', () => {
    expect(weeklyTrend([day('2018-11-06', 0, 5, 80)], NOW)).toEqual([
      { from: '2018-11-05', confirmed: 0, left: null },
    ]);
  });

  it.each([
    ['nothing noted', []],
    ['only what is too old', [day('2018-09-16', 4, 9)]],
    ['only what is still to come', [day('2018-11-08', 4, 9)]],
  ])('is empty: %s', (_why, days) => {
    expect(weeklyTrend(days, NOW)).toEqual([]);
  });
});

describe('how many weeks are left', () => {
  const weeks = (...left: (number | null)[]) =>
    left.map((each, index) => ({ from: `week ${index}`, confirmed: 0, left: each }));

  it.each([
    ['at the pace of the last four full weeks', weeks(900, 500, 480, 460, 440, 420), 420, 21],
    ['after one full week', weeks(12, 9), 9, 3],
    ['where a week is missing', weeks(null, 50, 40, 30), 30, 3],
  ])('%s', (_when, trend, unconfirmed, expected) => {
    expect(weeksLeft(trend, unconfirmed)).toBe(expected);
  });

  it.each([
    ['it does not get less', weeks(10, 10, 10), 10],
    ['it gets more', weeks(10, 20), 20],
    ['what was is unknown', weeks(null, 20), 20],
    ['it is the first week', weeks(20), 20],
    ['no customer is left', weeks(20, 0), 0],
    ['it would take years', weeks(10_000, 9_999), 9_999],
    ['nothing was noted', weeks(), 5],
  ])('are not guessed where %s', (_when, trend, unconfirmed) => {
    expect(weeksLeft(trend, unconfirmed)).toBeUndefined();
  });
});
