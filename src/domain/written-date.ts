import { isCalendarDate, type CalendarDate } from './calendar-date.ts';
import { searchable } from './customer.ts';

/** A day as people and programs write it in a file. `ambiguous`: the two days it may mean. */
export type WrittenDate =
  | { kind: 'date'; date: CalendarDate }
  | { kind: 'ambiguous'; readings: [CalendarDate, CalendarDate] }
  | { kind: 'unreadable' };

const UNREADABLE: WrittenDate = { kind: 'unreadable' };

/**
 * Reads a day that can mean one day only: year first, a month in words (English, French), or numbers of which one can
 * only be the day. A time of day may follow where it names no zone: the day is the one that is written. Never guesses.
 */
export function readWrittenDate(text: string): WrittenDate {
  const written = text.trim().replace(/[ T]\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[AaPp]\.?[Mm]\.?)?$/, '');
  // Midnight in UTC is how programs write a day; any other instant is another day somewhere.
  const plain = written.replace(/T00:00(:00(\.0+)?)?Z$/, '');
  return yearFirst(plain) ?? monthInWords(plain) ?? inNumbers(plain) ?? UNREADABLE;
}

function yearFirst(text: string): WrittenDate | undefined {
  const match = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text);
  return match ? asDate(match[1], match[3], match[4]) : undefined;
}

function inNumbers(text: string): WrittenDate | undefined {
  const match = /^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})$/.exec(text);
  if (!match) return undefined;
  const [, one, , other, year] = match;
  const dayFirst = asDate(year, other, one);
  const monthFirst = asDate(year, one, other);
  if (dayFirst.kind !== 'date') return monthFirst;
  if (monthFirst.kind !== 'date' || monthFirst.date === dayFirst.date) return dayFirst;
  return { kind: 'ambiguous', readings: [dayFirst.date, monthFirst.date] };
}

/** « 3 octobre 2018 », “October 3rd, 2018”, “3-Oct-2018”. */
function monthInWords(text: string): WrittenDate | undefined {
  const words = searchable(text).split(' ');
  if (words.length !== 3) return undefined;
  const places = words.map((word) => MONTHS.get(word));
  const month = places.find((place) => place !== undefined);
  const [first, second] = words.filter((_, place) => places[place] === undefined);
  const day = /^(\d{1,2})(st|nd|rd|th|er)?$/.exec(first ?? '')?.[1];
  if (month === undefined || places[2] !== undefined || !day || !/^\d{4}$/.test(second ?? '')) {
    return undefined;
  }
  return asDate(second, String(month), day);
}

function asDate(year = '', month = '', day = ''): WrittenDate {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCalendarDate(date) ? { kind: 'date', date } : UNREADABLE;
}

const MONTH_NAMES: readonly string[] = [
  'january jan janvier janv',
  'february feb fevrier fevr fev',
  'march mar mars',
  'april apr avril avr',
  'may mai',
  'june jun juin',
  'july jul juillet juil',
  'august aug aout aou',
  'september sep sept septembre',
  'october oct octobre',
  'november nov novembre',
  'december dec decembre',
];
const MONTHS: ReadonlyMap<string, number> = new Map(
  MONTH_NAMES.flatMap((names, place) => names.split(' ').map((name): [string, number] => [name, place + 1])),
);

const DAY_MS = 86_400_000;

/**
 * The day of a spreadsheet's number, or undefined where there is none. The usual system counts from 1900 and has a 29
 * February 1900 that never was; the other one counts from 1904.
 */
export function serialDate(serial: number, is1904: boolean): CalendarDate | undefined {
  const days = Math.floor(serial) + (is1904 ? 1_462 : 0);
  if (!Number.isFinite(days) || days < 1 || days === 60 || days > 2_958_465) return undefined;
  const since = Date.UTC(1899, 11, days < 60 ? 31 : 30);
  return new Date(since + days * DAY_MS).toISOString().slice(0, 10);
}
