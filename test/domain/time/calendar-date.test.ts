import { describe, expect, it } from '@jest/globals';
import {
  calendarDateIn,
  daysBetween,
  EARLIEST_ACCEPTANCE,
  isCalendarDate,
  latestAcceptanceDate,
} from '../../../src/domain/time/calendar-date.ts';

describe('a calendar date', () => {
  it.each(['2018-10-15', '2020-02-29', '2000-02-29', '2019-12-31', '2010-01-01'])('is %s', (text) => {
    expect(isCalendarDate(text)).toBe(true);
  });

  it.each([
    ['the 29th of February of a common year', '2019-02-29'],
    ['the 29th of February of a century that is no leap year', '2100-02-29'],
    ['the 30th of February', '2020-02-30'],
    ['the 31st of a short month', '2019-04-31'],
    ['a month 13', '2019-13-01'],
    ['a month 0', '2019-00-10'],
    ['a day 0', '2019-10-00'],
    ['a date with a time', '2019-06-03T22:00:00Z'],
    ['an American date with a time', '06/03/2019 22:00:00'],
    ['a French date', '03/06/2019'],
    ['a date without leading zeros', '2019-6-3'],
    ['a date without dashes', '20190603'],
    ['a two-digit year', '19-06-03'],
    ['a week date', '2019-W23-1'],
    ['an ordinal date', '2019-154'],
    ['a blank before', ' 2019-06-03'],
    ['a line end after', '2019-06-03\n'],
    ['a sign', '+2019-06-03'],
    ['Arabic digits', '٢٠١٩-٠٦-٠٣'],
    ['another dash', '2019–06–03'],
    ['words', 'yesterday'],
    ['nothing', ''],
  ])('is not %s', (_what, text) => {
    expect(isCalendarDate(text)).toBe(false);
  });

  it('may not be older than the programme by a default that is a date itself', () => {
    expect(isCalendarDate(EARLIEST_ACCEPTANCE)).toBe(true);
  });
});

describe('the latest day an acceptance may carry', () => {
  it.each([
    ['the same day everywhere', '2018-10-15T12:00:00Z', 'Europe/Paris', '2018-10-15'],
    ['tomorrow already in Auckland', '2018-10-15T12:00:00Z', 'Pacific/Auckland', '2018-10-15'],
    ['tomorrow already in Paris', '2018-10-15T22:30:00Z', 'Europe/Paris', '2018-10-15'],
    ['today at last in UTC', '2018-10-16T00:00:00Z', 'Pacific/Auckland', '2018-10-16'],
    ['still yesterday in Los Angeles', '2018-10-15T06:59:59Z', 'America/Los_Angeles', '2018-10-14'],
    ['today in Los Angeles', '2018-10-15T07:00:00Z', 'America/Los_Angeles', '2018-10-15'],
    ['the furthest zone ahead', '2018-12-31T10:00:00Z', 'Pacific/Kiritimati', '2018-12-31'],
    ['the furthest zone behind', '2019-01-01T11:59:00Z', 'Etc/GMT+12', '2018-12-31'],
    ['a leap day that has begun in Asia only', '2020-02-28T20:00:00Z', 'Asia/Tokyo', '2020-02-28'],
    ['an unknown zone, taken as UTC', '2018-10-15T23:30:00Z', 'Europe/Atlantis', '2018-10-15'],
    ['no zone, taken as UTC', '2018-10-15T23:30:00Z', '', '2018-10-15'],
  ])('is right on %s', (_when, now, timeZone, expected) => {
    const latest = latestAcceptanceDate(new Date(now), timeZone);

    expect(latest).toBe(expected);
  });
});

describe('the day in a time zone', () => {
  it.each([
    ['2018-10-15T22:30:00Z', 'Europe/Paris', '2018-10-16'],
    ['2018-10-15T02:00:00Z', 'America/New_York', '2018-10-14'],
    ['2018-10-15T18:15:00Z', 'Asia/Kathmandu', '2018-10-16'],
    ['2020-02-29T12:00:00Z', 'utc', '2020-02-29'],
    ['2018-10-15T22:30:00Z', 'Not/AZone', '2018-10-15'],
  ])('at %s in %s is %s', (instant, timeZone, expected) => {
    const day = calendarDateIn(new Date(instant), timeZone);

    expect(day).toBe(expected);
  });
});

describe('days between two instants', () => {
  it.each([
    ['a second short of a day', '2018-10-15T00:00:00Z', '2018-10-15T23:59:59Z', 0],
    ['a day to the second', '2018-10-15T00:00:00Z', '2018-10-16T00:00:00Z', 1],
    ['a leap year', '2020-01-01T00:00:00Z', '2021-01-01T00:00:00Z', 366],
    ['backwards', '2018-10-16T00:00:00Z', '2018-10-15T00:00:00Z', 0],
  ])('count %s', (_what, from, to, expected) => {
    const days = daysBetween(new Date(from), new Date(to));

    expect(days).toBe(expected);
  });
});
