import type { CalendarDate } from './calendar-date.ts';

const DAY_SECONDS = 86_400;

/**
 * Returns the day of a spreadsheet's number as the spreadsheet shows it, or undefined where there is none. A number counts
 * days with a fraction and is rounded to the second first: many programs compute a midnight that falls short by a hair.
 * The usual system counts from 1900 and has a 29 February 1900 that never was; the other one counts from 1904.
 */
export function serialDate(serial: number, is1904: boolean): CalendarDate | undefined {
  const days = Math.floor(Math.round(serial * DAY_SECONDS) / DAY_SECONDS) + (is1904 ? 1_462 : 0);
  if (!Number.isFinite(days) || days < 1 || days === 60 || days > 2_958_465) return undefined;
  const since = Date.UTC(1899, 11, days < 60 ? 31 : 30);
  return new Date(since + days * DAY_SECONDS * 1_000).toISOString().slice(0, 10);
}
