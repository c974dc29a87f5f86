import { DateTime } from 'luxon';
import { calendarDateIn, type CalendarDate } from '../time/calendar-date.ts';

/** ISO weekdays, Monday 1 to Sunday 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;
export const WORKING_DAYS: readonly Weekday[] = [1, 2, 3, 4, 5];
export const DEFAULT_HOUR = 9;

/** When a conversation wants its reminder. */
export interface ReminderSchedule {
  days: readonly Weekday[];
  /** Local hour, 0 to 23. */
  hour: number;
  /** IANA name; an unknown one counts as UTC. */
  timeZone: string;
}

/**
 * Returns the first due instant strictly after another. Where the clocks skip the hour it is an hour later; where the hour
 * comes twice it is the first. Null when no day is chosen.
 */
export function nextDueAfter(schedule: ReminderSchedule, after: Date): Date | null {
  if (schedule.days.length === 0) return null;
  const from = localTime(schedule.timeZone, after);
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const day = from.plus({ days: ahead }).startOf('day');
    if (!schedule.days.includes(day.weekday as Weekday)) continue;
    const due = day.set({ hour: schedule.hour });
    if (due > from) return due.toJSDate();
  }
  return null;
}

/**
 * Whether a reminder that was due may still come: on its own local day, or later on a chosen day after the chosen hour. So
 * reminders missed for days come once, and none comes on a day or before an hour that was not chosen.
 */
export function isTimely(schedule: ReminderSchedule, dueAt: Date, now: Date): boolean {
  const today = periodAt(schedule, now);
  if (periodAt(schedule, dueAt) === today) return true;
  const next = nextDueAfter(schedule, new Date(startOfDay(schedule, now).getTime() - 1));
  return next !== null && next <= now && periodAt(schedule, next) === today;
}

/** When the conversation's local day began. */
export function startOfDay({ timeZone }: Pick<ReminderSchedule, 'timeZone'>, instant: Date): Date {
  return localTime(timeZone, instant).startOf('day').toJSDate();
}

/** The conversation's local day: within one there is at most one digest. */
export function periodAt(schedule: Pick<ReminderSchedule, 'timeZone'>, instant: Date): CalendarDate {
  return calendarDateIn(instant, schedule.timeZone);
}

function localTime(timeZone: string, instant: Date): DateTime {
  const local = DateTime.fromJSDate(instant, { zone: timeZone });
  return local.isValid ? local : DateTime.fromJSDate(instant, { zone: 'utc' });
}
