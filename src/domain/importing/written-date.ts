import { DateTime } from 'luxon';
import { EARLIEST_ACCEPTANCE, isCalendarDate, type CalendarDate } from '../time/calendar-date.ts';
import { searchable } from '../customers/customer.ts';
import { FILLERS, MONTHS, WEEKDAYS } from '../time/date-words.ts';
import { cutTimeOfDay } from '../time/time-of-day.ts';

/** A day as people and programs write it in a file. `ambiguous`: the two days it may mean. */
export type WrittenDate =
  | { kind: 'date'; date: CalendarDate }
  | { kind: 'ambiguous'; readings: [CalendarDate, CalendarDate] }
  | { kind: 'unreadable' };

const UNREADABLE: WrittenDate = { kind: 'unreadable' };

/**
 * Reads a day that can mean one day only: year first, a month in words (those of `date-words.ts`), or numbers of which one
 * can only be the day. A weekday may stand before it; one that does not fit makes it unreadable. A time may
 * follow, but the written day counts, whatever the time's zone. Only an instant in UTC that is not midnight may be two
 * days, for programs write a local midnight like this. Never guesses.
 */
export function readWrittenDate(text: string): WrittenDate {
  const { day, mayBeDayAfter, mayBeDayBefore } = cutTimeOfDay(plainSigns(text));
  const read = inAnyOrder(day) ?? afterWeekday(day) ?? UNREADABLE;
  if (read.kind !== 'date' || !(mayBeDayAfter || mayBeDayBefore)) return read;
  return { kind: 'ambiguous', readings: [read.date, moved(read.date, mayBeDayAfter ? 1 : -1)] };
}

/**
 * Returns a day with the digits, dashes and blanks of a keyboard, without the apostrophe that keeps a spreadsheet from
 * reading it, the article before it and the end of a sentence.
 */
function plainSigns(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/[⁄∕]/g, '/')
    .trim()
    .replace(/^['‘’`]\s*/, '')
    .replace(/^(?:le|il|the)\s+/i, '')
    .replace(/\s*[.,;]+$/, '')
    .replace(/(?<=\d)\s*([-/.])\s*(?=\d)/g, '$1');
}

function inAnyOrder(text: string): WrittenDate | undefined {
  return yearFirst(text) ?? inNumbers(text) ?? monthInWords(text);
}

/** « samedi 13 octobre 2018 », “Sat, 10/13/2018”: the weekday settles which of two days is meant. */
function afterWeekday(text: string): WrittenDate | undefined {
  const match = /^(\p{L}+)(?:-feira)?[.,]*\s+(?:le\s+)?(.+)$/iu.exec(text);
  const weekday = WEEKDAYS.get(searchable(match?.[1] ?? ''));
  const read = match && weekday ? inAnyOrder(match[2]!) : undefined;
  if (!read || read.kind === 'unreadable') return read;
  const fitting = (read.kind === 'date' ? [read.date] : read.readings).filter(
    (date) => DateTime.fromISO(date, { zone: 'utc' }).weekday === weekday,
  );
  if (fitting.length > 1) return read;
  return fitting[0] === undefined ? UNREADABLE : { kind: 'date', date: fitting[0] };
}

/** `2018-10-13`, `20181013`, « 2018年10月13日 », `2018-10-13+02:00` as XML has a day with its zone. */
function yearFirst(text: string): WrittenDate | undefined {
  const match =
    /^(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})$/.exec(text) ??
    /^(\d{4})(-)(\d{2})-(\d{2})(?:Z|[+-]\d{2}:\d{2})$/.exec(text) ??
    /^((?:19|20)\d{2})()(\d{2})(\d{2})$/.exec(text) ??
    /^(\d{4})(年)(\d{1,2})月(\d{1,2})日$/.exec(text);
  return match ? asDate(match[1], match[3], match[4]) : undefined;
}

function inNumbers(text: string): WrittenDate | undefined {
  const match = /^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})$/.exec(text);
  if (!match) return undefined;
  const [, one, separator, other, last] = match;
  const year = fullYear(last!);
  const readings = [asDate(year, other, one), asDate(year, one, other)];
  // « 18-10-13 » is how ISO 8601 was shortened; with a slash or a dot the year comes last.
  if (last!.length === 2 && separator === '-' && one!.length === 2) {
    readings.push(asDate(fullYear(one!), other, last));
  }
  return theOnlyDay(readings.flatMap((each) => (each.kind === 'date' ? [each.date] : [])));
}

/** Chooses among several readings: only days that an acceptance can have count, unless there are none. */
function theOnlyDay(readings: readonly CalendarDate[]): WrittenDate {
  const all = [...new Set(readings)];
  const possible = all.filter((date) => date >= EARLIEST_ACCEPTANCE);
  const [first, second] = possible.length > 0 ? possible : all;
  if (first === undefined) return UNREADABLE;
  return second === undefined
    ? { kind: 'date', date: first }
    : { kind: 'ambiguous', readings: [first, second] };
}

/** « 3 octobre 2018 », “October 3rd, 2018”, “3-Oct-18”, “2018-Oct-03”, “03OCT2018”, « 3 de octubre de 2018 ». */
function monthInWords(text: string): WrittenDate | undefined {
  const words = searchable(text.replace(/^(\d{1,2})(\p{L}{3,})(\d{2}|\d{4})$/u, '$1 $2 $3'))
    .split(' ')
    .filter((word) => !FILLERS.has(word));
  if (words.length !== 3) return undefined;
  const places = words.map((word) => MONTHS.get(word));
  const month = places.find((place) => place !== undefined);
  const others = words.filter((_, place) => places[place] === undefined);
  const [first = '', second = ''] = /^\d{4}$/.test(others[0] ?? '') ? others.reverse() : others;
  const day = first === 'premier' ? '1' : /^(\d{1,2})(st|nd|rd|th|er|o)?$/.exec(first)?.[1];
  if (month === undefined || places[2] !== undefined || !day || !/^(\d{4}|\d{2})$/.test(second)) {
    return undefined;
  }
  return asDate(fullYear(second), String(month), day);
}

/** Completes a year of two digits as spreadsheets do: 00 to 29 are of this century, 30 to 99 of the last one. */
function fullYear(digits: string): string {
  if (digits.length !== 2) return digits;
  return `${Number(digits) < 30 ? '20' : '19'}${digits}`;
}

function asDate(year = '', month = '', day = ''): WrittenDate {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCalendarDate(date) ? { kind: 'date', date } : UNREADABLE;
}

function moved(date: CalendarDate, days: number): CalendarDate {
  return DateTime.fromISO(date, { zone: 'utc' }).plus({ days }).toFormat('yyyy-MM-dd');
}
