import { DateTime } from 'luxon';

/** A day without time or zone, `YYYY-MM-DD`; compares correctly as text. */
export type CalendarDate = string;

/** No agreement is older than the programme it belongs to. */
export const EARLIEST_ACCEPTANCE: CalendarDate = '2010-01-01';

/** Whether the text is an existing day written `YYYY-MM-DD` and nothing else. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  // Not luxon, which would take a quarter of the time of checking a file. `Date` turns a day that does not exist into another.
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/**
 * The latest day an acceptance may carry: the person's today, but never later than today in UTC, because
 * Partner Center refuses a date that has not begun there.
 */
export function latestAcceptanceDate(now: Date, timeZone: string): CalendarDate {
  const utcToday = calendarDateIn(now, 'utc');
  const localToday = calendarDateIn(now, timeZone);
  return localToday < utcToday ? localToday : utcToday;
}

/** The day it is at an instant in a time zone; an unknown zone counts as UTC. */
export function calendarDateIn(instant: Date, timeZone: string): CalendarDate {
  const local = DateTime.fromJSDate(instant, { zone: timeZone });
  return (local.isValid ? local : DateTime.fromJSDate(instant, { zone: 'utc' })).toFormat('yyyy-MM-dd');
}

/** Whole days from one instant to a later one, never negative. */
export function daysBetween(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / 86_400_000));
}
