import type { CalendarDate } from '../time/calendar-date.ts';

/** The figures noted on one day (UTC). Null where the bot did not run that day. */
export interface DayFigures {
  day: CalendarDate;
  /** Customers known as unconfirmed that were confirmed on this day, by whatever route. */
  newlyConfirmed: number;
  total: number | null;
  unconfirmed: number | null;
  unknown: number | null;
}

/** One calendar week, Monday to Sunday. */
export interface TrendWeek {
  /** Its Monday. */
  from: CalendarDate;
  confirmed: number;
  /** Unconfirmed at its end, or by now; null where it is not known. */
  left: number | null;
}

/** How many weeks back a trend looks, the present one included. */
const TREND_WEEKS = 8;

const DAY_MS = 86_400_000;

/** The first day a trend looks at. */
export function trendStart(now: Date): CalendarDate {
  return dayOf(mondayOf(now) - (TREND_WEEKS - 1) * 7 * DAY_MS);
}

/**
 * The weeks up to now, oldest first, from the first one anything was noted in; empty where nothing was. A day on which
 * more than a tenth of the customers were not read yet says nothing about who is left.
 */
export function weeklyTrend(days: readonly DayFigures[], now: Date): TrendWeek[] {
  const start = trendStart(now);
  const noted = days.filter(({ day }) => day >= start && day <= dayOf(now.getTime()));
  const sorted = [...noted].sort((a, b) => (a.day < b.day ? -1 : 1));
  const [first] = sorted;
  if (!first) return [];
  const weeks: TrendWeek[] = [];
  for (let monday = mondayOf(new Date(first.day)); monday <= mondayOf(now); monday += 7 * DAY_MS) {
    const from = dayOf(monday);
    const until = dayOf(monday + 7 * DAY_MS);
    const ofWeek = sorted.filter(({ day }) => day >= from && day < until);
    weeks.push({
      from,
      confirmed: ofWeek.reduce((sum, { newlyConfirmed }) => sum + newlyConfirmed, 0),
      left: ofWeek.findLast(saysWhoIsLeft)?.unconfirmed ?? null,
    });
  }
  return weeks;
}

/** How many weeks a guess reaches at most. */
const LONGEST_GUESS = 104;
/** From how many weeks the pace is taken. */
const PACE_WEEKS = 4;

/**
 * In how many weeks no customer is left at the pace of the last four; undefined where the number does not fall or is unknown.
 */
export function weeksLeft(weeks: readonly TrendWeek[], unconfirmed: number): number | undefined {
  const before = weeks.slice(-PACE_WEEKS - 1, -1);
  const first = before.findIndex(({ left }) => left !== null);
  const then = before[first]?.left ?? null;
  if (then === null || unconfirmed === 0) return undefined;
  const aWeek = (then - unconfirmed) / (before.length - first);
  const needed = Math.ceil(unconfirmed / aWeek);
  return aWeek > 0 && needed <= LONGEST_GUESS ? needed : undefined;
}

const saysWhoIsLeft = ({ total, unconfirmed, unknown }: DayFigures): boolean =>
  total !== null && unconfirmed !== null && (unknown ?? 0) * 10 <= total;

/** Midnight (UTC) of the Monday of an instant's week. */
function mondayOf(instant: Date): number {
  const midnight = Math.floor(instant.getTime() / DAY_MS) * DAY_MS;
  const sinceMonday = (new Date(midnight).getUTCDay() + 6) % 7;
  return midnight - sinceMonday * DAY_MS;
}

const dayOf = (time: number): CalendarDate => new Date(time).toISOString().slice(0, 10);
