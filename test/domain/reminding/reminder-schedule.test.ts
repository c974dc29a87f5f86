import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  DEFAULT_HOUR,
  isTimely,
  nextDueAfter,
  periodAt,
  startOfDay,
  WORKING_DAYS,
  type Weekday,
} from '../../../src/domain/reminding/reminder-schedule.ts';

const EVERY_DAY: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const PARIS = 'Europe/Paris';
const NEW_YORK = 'America/New_York';

function due(after: string, timeZone: string, hour = 9, days: readonly Weekday[] = WORKING_DAYS) {
  return nextDueAfter({ days, hour, timeZone }, new Date(after))?.toISOString();
}

describe('the next due instant', () => {
  it.each([
    ['later today', '2018-10-15T05:00:00Z', PARIS, 9, WORKING_DAYS, '2018-10-15T07:00:00.000Z'],
    ['a second before', '2018-10-15T06:59:59Z', PARIS, 9, WORKING_DAYS, '2018-10-15T07:00:00.000Z'],
    ['never now', '2018-10-15T07:00:00Z', PARIS, 9, WORKING_DAYS, '2018-10-16T07:00:00.000Z'],
    ['over the weekend', '2018-10-19T08:00:00Z', PARIS, 9, WORKING_DAYS, '2018-10-22T07:00:00.000Z'],
    ['a week later', '2018-10-15T07:00:00Z', PARIS, 9, [1] as const, '2018-10-22T07:00:00.000Z'],
    ['on Sunday', '2018-10-15T07:00:00Z', PARIS, 9, [7] as const, '2018-10-21T07:00:00.000Z'],
    ['at midnight', '2018-10-15T07:00:00Z', PARIS, 0, EVERY_DAY, '2018-10-15T22:00:00.000Z'],
    ['at 23', '2018-10-15T22:30:00Z', PARIS, 23, EVERY_DAY, '2018-10-16T21:00:00.000Z'],
    [
      'on the local day',
      '2018-10-20T23:00:00Z',
      'Pacific/Auckland',
      9,
      [1] as const,
      '2018-10-21T20:00:00.000Z',
    ],
    [
      'in a zone of three quarters',
      '2018-10-15T00:00:00Z',
      'Asia/Kathmandu',
      9,
      EVERY_DAY,
      '2018-10-15T03:15:00.000Z',
    ],
    [
      'in an unknown zone by UTC',
      '2018-10-15T00:00:00Z',
      'Europe/Atlantis',
      9,
      EVERY_DAY,
      '2018-10-15T09:00:00.000Z',
    ],
  ] as const)('comes %s', (_when, after, timeZone, hour, days, expected) => {
    expect(due(after, timeZone, hour, days)).toBe(expected);
  });

  it('never comes when no day is chosen', () => {
    const next = nextDueAfter({ days: [], hour: DEFAULT_HOUR, timeZone: PARIS }, new Date());

    expect(next).toBeNull();
  });

  it.each([
    ['Paris, the day before', '2019-03-30T12:00:00Z', PARIS, 2, '2019-03-31T01:00:00.000Z'],
    ['New York, the day before', '2019-03-09T12:00:00Z', NEW_YORK, 2, '2019-03-10T07:00:00.000Z'],
    [
      'São Paulo, whose midnight is skipped',
      '2018-11-03T12:00:00Z',
      'America/Sao_Paulo',
      0,
      '2018-11-04T03:00:00.000Z',
    ],
  ])('is an hour later where the clocks skip it: %s', (_where, after, timeZone, hour, expected) => {
    expect(due(after, timeZone, hour, EVERY_DAY)).toBe(expected);
  });

  it.each([
    ['Paris', '2019-03-31T01:00:00Z', PARIS, '2019-04-01T00:00:00.000Z'],
    ['New York', '2019-03-10T07:00:00Z', NEW_YORK, '2019-03-11T06:00:00.000Z'],
  ])('is back at its hour the day after the gap: %s', (_where, after, timeZone, expected) => {
    expect(due(after, timeZone, 2, EVERY_DAY)).toBe(expected);
  });

  it.each([
    ['Paris', '2019-10-26T12:00:00Z', PARIS, 2, '2019-10-27T00:00:00.000Z'],
    ['New York', '2019-11-02T12:00:00Z', NEW_YORK, 1, '2019-11-03T05:00:00.000Z'],
  ])('is the first of the two where an hour comes twice: %s', (_where, after, timeZone, hour, expected) => {
    expect(due(after, timeZone, hour, EVERY_DAY)).toBe(expected);
  });

  it.each([
    ['Paris, between the two', '2019-10-27T00:30:00Z', PARIS, 2, '2019-10-28T01:00:00.000Z'],
    ['Paris, after both', '2019-10-27T01:30:00Z', PARIS, 2, '2019-10-28T01:00:00.000Z'],
    ['New York, between the two', '2019-11-03T05:30:00Z', NEW_YORK, 1, '2019-11-04T06:00:00.000Z'],
  ])('does not come a second time that day: %s', (_where, after, timeZone, hour, expected) => {
    expect(due(after, timeZone, hour, EVERY_DAY)).toBe(expected);
  });

  it.each([
    [PARIS, '2019-03-30T09:00:00Z', '2019-03-31T07:00:00.000Z'],
    [PARIS, '2019-10-26T09:00:00Z', '2019-10-27T08:00:00.000Z'],
    [NEW_YORK, '2019-03-09T15:00:00Z', '2019-03-10T13:00:00.000Z'],
    [NEW_YORK, '2019-11-02T15:00:00Z', '2019-11-03T14:00:00.000Z'],
  ])('stays at nine on the wall in %s when the clocks change', (timeZone, after, expected) => {
    expect(due(after, timeZone, 9, EVERY_DAY)).toBe(expected);
  });

  it('is always in the future, on a chosen day, and the first of its kind', () => {
    const schedule = fc.record({
      days: fc.uniqueArray(fc.constantFrom(...EVERY_DAY), { minLength: 1 }),
      hour: fc.integer({ min: 0, max: 23 }),
      timeZone: fc.constantFrom(
        PARIS,
        NEW_YORK,
        'America/Sao_Paulo',
        'Asia/Kathmandu',
        'Australia/Lord_Howe',
      ),
    });
    const instant = fc.date({
      min: new Date('2018-01-01T00:00:00Z'),
      max: new Date('2020-12-31T00:00:00Z'),
      noInvalidDate: true,
    });

    fc.assert(
      fc.property(schedule, instant, (wanted, after) => {
        const next = nextDueAfter(wanted, after);

        const at = wallClock(wanted.timeZone);
        expect(next?.getTime()).toBeGreaterThan(after.getTime());
        expect(wanted.days).toContain(at(next as Date).weekday);
        expect([wanted.hour, wanted.hour + 1]).toContain(at(next as Date).hour);
        expect(missedBetween(wanted, after, next as Date)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a period', () => {
  it.each([
    ['2018-10-15T21:59:59Z', PARIS, '2018-10-15'],
    ['2018-10-15T22:00:00Z', PARIS, '2018-10-16'],
    ['2018-10-15T03:59:59Z', NEW_YORK, '2018-10-14'],
    ['2018-10-15T23:00:00Z', 'Europe/Atlantis', '2018-10-15'],
  ])('at %s in %s is the local day %s', (instant, timeZone, expected) => {
    expect(periodAt({ timeZone }, new Date(instant))).toBe(expected);
  });
});

/** Weekday and hour on the wall of a time zone, read from the platform rather than from the code under test. */
function wallClock(timeZone: string) {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  return (instant: Date) => {
    const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    return {
      weekday: (names.indexOf(parts.weekday ?? '') + 1) as Weekday,
      hour: Number(parts.hour),
      minute: Number(parts.minute),
    };
  };
}

/** Quarters of an hour strictly between two instants that show the wanted hour for the first time on a wanted day. */
function missedBetween(
  wanted: { days: readonly Weekday[]; hour: number; timeZone: string },
  after: Date,
  next: Date,
): string[] {
  const at = wallClock(wanted.timeZone);
  const quarter = 15 * 60_000;
  const missed: string[] = [];
  const shows = (time: number) => {
    const { weekday, hour, minute } = at(new Date(time));
    return wanted.days.includes(weekday) && hour === wanted.hour && minute === 0;
  };
  for (
    let time = Math.ceil((after.getTime() + 1) / quarter) * quarter;
    time < next.getTime();
    time += quarter
  ) {
    const isRepeat = [30, 60].some((minutes) => shows(time - minutes * 60_000));
    if (shows(time) && !isRepeat) missed.push(new Date(time).toISOString());
  }
  return missed;
}

describe('a reminder that was due', () => {
  const NINE = '2018-10-15T07:00:00Z'; // a Monday in Paris

  it.each([
    ['a minute later', '2018-10-15T07:01:00Z', true],
    ['late on its own day', '2018-10-15T21:59:00Z', true],
    ['in the night after', '2018-10-15T22:01:00Z', false],
    ['the next day before its hour', '2018-10-16T06:59:00Z', false],
    ['the next day from its hour on', '2018-10-16T07:00:00Z', true],
    ['ten days later, in the afternoon', '2018-10-25T13:00:00Z', true],
    ['on a Saturday', '2018-10-20T13:00:00Z', false],
  ])('may come %s: %s', (_when, now, expected) => {
    const schedule = { days: WORKING_DAYS, hour: 9, timeZone: PARIS };

    expect(isTimely(schedule, new Date(NINE), new Date(now))).toBe(expected);
  });

  it('at an hour that the clocks skip counts from the hour after', () => {
    const schedule = { days: EVERY_DAY, hour: 2, timeZone: PARIS };
    const before = new Date('2019-03-25T01:00:00Z');

    expect(isTimely(schedule, before, new Date('2019-03-31T00:59:00Z'))).toBe(false);
    expect(isTimely(schedule, before, new Date('2019-03-31T01:00:00Z'))).toBe(true);
  });
});

describe('the local day', () => {
  it.each([
    ['2018-10-15T21:59:00Z', PARIS, '2018-10-14T22:00:00.000Z'],
    ['2018-10-15T22:00:00Z', PARIS, '2018-10-15T22:00:00.000Z'],
    ['2018-11-04T12:00:00Z', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    ['2018-10-15T12:00:00Z', 'Europe/Atlantis', '2018-10-15T00:00:00.000Z'],
  ])('of %s in %s began at %s', (instant, timeZone, expected) => {
    expect(startOfDay({ timeZone }, new Date(instant)).toISOString()).toBe(expected);
  });
});
