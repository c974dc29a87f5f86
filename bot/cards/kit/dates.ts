import { DateTime } from 'luxon';
import { toBeRenewed } from '../../../src/domain/customers/renewal.ts';
import type { CalendarDate } from '../../../src/domain/time/calendar-date.ts';
import { calendarDateIn, daysBetween, isCalendarDate } from '../../../src/domain/time/calendar-date.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from './cards.ts';

/** British order, day first: no reader can mistake the month. */
const LOCALES = { en: 'en-GB', fr: 'fr-FR' } as const;
const STYLES = {
  long: { dateStyle: 'long' },
  short: { day: 'numeric', month: 'short' },
  weekday: { weekday: 'long' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Writes the UTC day of an instant. A format is made when it is first used, for each takes a millisecond. */
function written(language: Language, style: keyof typeof STYLES, instant: Date): string {
  const key = `${language} ${style}`;
  const format =
    formats.get(key) ?? new Intl.DateTimeFormat(LOCALES[language], { ...STYLES[style], timeZone: 'UTC' });
  formats.set(key, format);
  return format.format(instant);
}

const BEFORE_TIME = { en: ' at ', fr: ' à ' } as const;
const TIME = { en: 'HH:mm', fr: "HH'\u00a0h\u00a0'mm" } as const;

/** A calendar date in the reader's form: « 7 August 2018 », « 1er août 2018 ». Anything else comes back as it is. */
export function dayInWords(language: Language, date: CalendarDate): string {
  if (!isCalendarDate(date)) return date;
  return withFirst(language, written(language, 'long', new Date(`${date}T00:00:00Z`)));
}

/** A day of the last weeks, for charts and lists: « 7 Aug », « 7 août », « 1er août ». */
export function shortDay(language: Language, date: CalendarDate): string {
  return withFirst(language, written(language, 'short', new Date(`${date}T00:00:00Z`)));
}

const WEEK_DAYS = 7;
const BEFORE_DAY = { en: '', fr: 'le ' } as const;

/**
 * A day gone by, to follow « since »: « Friday » within a week, else « 7 Aug »; « vendredi », « le 7 août ». Undefined where
 * it is the day of `now`.
 */
export function pastDay(language: Language, past: Date, now: Date, timeZone = 'UTC'): string | undefined {
  const [day, today] = [calendarDateIn(past, timeZone), calendarDateIn(now, timeZone)];
  if (day === today) return undefined;
  const start = new Date(`${day}T00:00:00Z`);
  const isThisWeek = daysBetween(start, new Date(`${today}T00:00:00Z`)) < WEEK_DAYS;
  return isThisWeek
    ? written(language, 'weekday', start)
    : `${BEFORE_DAY[language]}${shortDay(language, day)}`;
}

/** French counts the days of a month from its first: « 1er », then « 2 ». */
function withFirst(language: Language, words: string): string {
  return language === 'fr' ? words.replace(/^1 /, '1er ') : words;
}

/** A day ahead with its day of the week: « Friday 4 December 2026 », « vendredi 4 décembre 2026 ». */
export function weekdayOf(language: Language, date: CalendarDate): string {
  if (!isCalendarDate(date)) return date;
  return `${written(language, 'weekday', new Date(`${date}T00:00:00Z`))} ${dayInWords(language, date)}`;
}

/** For how many days a day gone by is told with its day of the week: further back that helps no memory. */
const RECENT_DAYS = 14;

/** A day gone by: « Friday 2 November 2018 » while that is recent, else « 2 November 2018 ». `now`: undefined where it is not known. */
export function recentDay(language: Language, date: CalendarDate, now: Date | undefined): string {
  if (!now || !isCalendarDate(date)) return dayInWords(language, date);
  const isRecent = daysBetween(new Date(`${date}T00:00:00Z`), now) < RECENT_DAYS;
  return isRecent ? weekdayOf(language, date) : dayInWords(language, date);
}

/** The day of an instant gone by, in the reader's time zone, with its day of the week while that is recent. */
export function recentDayAt(
  language: Language,
  instant: Date,
  { timeZone = 'UTC', now }: { timeZone?: string | undefined; now: Date | undefined },
): string {
  return recentDay(language, calendarDateIn(instant, timeZone), now);
}

/** The day of an instant in the reader's form and time zone; an unknown zone counts as UTC. */
export function dayOf(language: Language, instant: Date, timeZone = 'UTC'): string {
  return dayInWords(language, calendarDateIn(instant, timeZone));
}

/** The day of an instant and its day of the week, in the reader's form and time zone. */
export function weekdayAt(language: Language, instant: Date, timeZone = 'UTC'): string {
  return weekdayOf(language, calendarDateIn(instant, timeZone));
}

/** Day and time of an instant in the reader's form and time zone: « 7 August 2018 at 14:05 »; an unknown zone is UTC. */
export function momentOf(language: Language, instant: Date, timeZone = 'UTC'): string {
  const at = DateTime.fromJSDate(instant, { zone: timeZone });
  const local = at.isValid ? at : DateTime.fromJSDate(instant, { zone: 'utc' });
  return `${dayOf(language, instant, timeZone)}${BEFORE_TIME[language]}${local.toFormat(TIME[language])}`;
}

/**
 * A day and time ahead: « Monday 30 November, 9:00 », « lundi 30 novembre à 9 h »; with the year where it is another one.
 */
export function plannedMoment(
  language: Language,
  instant: Date,
  { timeZone = 'UTC', now }: { timeZone?: string | undefined; now: Date },
): string {
  const at = DateTime.fromJSDate(instant, { zone: timeZone });
  const local = at.isValid ? at : DateTime.fromJSDate(instant, { zone: 'utc' });
  const day = weekdayOf(language, local.toFormat('yyyy-MM-dd'));
  const isThisYear = local.year === now.getUTCFullYear();
  const time = local.minute === 0 ? PLANNED_HOUR[language] : PLANNED_TIME[language];
  return `${isThisYear ? day.replace(/ \d{4}$/, '') : day}${BEFORE_PLANNED[language]}${local.toFormat(time)}`;
}
const PLANNED_HOUR = { en: 'H:mm', fr: "H'\u00a0h'" } as const;
const PLANNED_TIME = { en: 'H:mm', fr: "H'\u00a0h\u00a0'mm" } as const;
const BEFORE_PLANNED = { en: ', ', fr: ' à ' } as const;

/** Which acceptance has to be renewed: « accepted on 5 May 2020, to be renewed »; undefined where none has. */
export function renewalInWords(
  cards: Cards,
  language: Language,
  customer: Parameters<typeof toBeRenewed>[0],
): string | undefined {
  const acceptedOn = toBeRenewed(customer);
  return acceptedOn && cards.phrase(language, 'common.renewal', { date: dayInWords(language, acceptedOn) });
}

/** How long a customer has waited: « waiting for 12 days ». */
export function waitInWords(cards: Cards, language: Language, since: Date, now: Date): string {
  return cards.phrase(language, 'common.waiting', { days: daysBetween(since, now) });
}
