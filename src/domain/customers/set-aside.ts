import { DateTime } from 'luxon';
import { calendarDateIn, isCalendarDate, type CalendarDate } from '../time/calendar-date.ts';
import type { Person } from './customer.ts';

/** How many letters a note about a customer has at most: it is read in a list, at a glance. */
export const LONGEST_NOTE = 500;
/** How many days ahead a customer may be left out of reminders: what waits longer is forgotten. */
export const LONGEST_PAUSE_DAYS = 366;

/** What colleagues should know of a customer, such as when its contact is back. */
export interface CustomerNote {
  text: string;
  by: Person;
  at: Date;
}

/** Why a note cannot be kept as it was typed. */
export type NoteProblem = 'note-too-long';
/** Why a day cannot end a pause. */
export type PauseProblem = 'no-date' | 'not-in-the-future' | 'too-far';

/** Returns a note as it is kept: on one line, with nothing before and behind it; empty for none. */
export function noteIn(typed: string): string {
  return typed.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

/** Returns how many letters a note has, counting each sign that a person sees as one. */
export const lettersOf = (note: string): number => [...LETTERS.segment(note)].length;
const LETTERS = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Returns what is wrong with a note; undefined when nothing is. */
export function problemOfNote(note: string): NoteProblem | undefined {
  // No sign is shorter than one code unit: what fits by those fits.
  return note.length > LONGEST_NOTE && lettersOf(note) > LONGEST_NOTE ? 'note-too-long' : undefined;
}

/** Returns the first and the last day on which a pause that is chosen now may end, in a time zone. */
export function pauseDays(now: Date, timeZone: string): { first: CalendarDate; last: CalendarDate } {
  const after = (days: number) =>
    new Date(Date.parse(calendarDateIn(now, timeZone)) + days * DAY_MS).toISOString().slice(0, 10);
  return { first: after(1), last: after(LONGEST_PAUSE_DAYS) };
}
const DAY_MS = 86_400_000;

/** Returns what is wrong with a day as the end of a pause; undefined when nothing is. */
export function problemOfPause(until: string, now: Date, timeZone: string): PauseProblem | undefined {
  if (!isCalendarDate(until)) return 'no-date';
  const { first, last } = pauseDays(now, timeZone);
  if (until < first) return 'not-in-the-future';
  return until > last ? 'too-far' : undefined;
}

/** Returns the instant at which a day begins in a time zone; an unknown zone counts as UTC. */
export function beginningOf(day: CalendarDate, timeZone: string): Date {
  const local = DateTime.fromISO(day, { zone: timeZone }).startOf('day');
  return local.isValid ? local.toJSDate() : new Date(`${day}T00:00:00Z`);
}
