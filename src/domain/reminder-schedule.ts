import { DateTime } from 'luxon';
import { calendarDateIn, type CalendarDate } from './calendar-date.ts';

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
 * The first due instant strictly after another. An hour that the clocks skip is taken an hour later, one that comes
 * twice is taken the first time. Null when no day is chosen.
 */
export function nextDueAfter(schedule: ReminderSchedule, after: Date): Date | null {
  if (schedule.days.length === 0) return null;
  const zone = DateTime.fromJSDate(after, { zone: schedule.timeZone }).isValid ? schedule.timeZone : 'utc';
  const from = DateTime.fromJSDate(after, { zone });
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const day = from.plus({ days: ahead }).startOf('day');
    if (!schedule.days.includes(day.weekday as Weekday)) continue;
    const due = day.set({ hour: schedule.hour });
    if (due > from) return due.toJSDate();
  }
  return null;
}

/** The conversation's local day: within one there is at most one digest. */
export function periodAt(schedule: Pick<ReminderSchedule, 'timeZone'>, instant: Date): CalendarDate {
  return calendarDateIn(instant, schedule.timeZone);
}
