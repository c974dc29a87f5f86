import { searchable } from '../customers/customer.ts';

/** How many days a pause lasts when the words do not say: a week, as by the longer button of a reminder. */
const DEFAULT_PAUSE_DAYS = 7;
const LONGEST_PAUSE_DAYS = 31;

const NUMBERS: Record<string, number> = {
  ...{ a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, ten: 10 },
  ...{ un: 1, une: 1, deux: 2, trois: 3, quatre: 4, cinq: 5, dix: 10 },
};
const WEEKDAYS = [
  ['sunday', 'dimanche'],
  ['monday', 'lundi'],
  ['tuesday', 'mardi'],
  ['wednesday', 'mercredi'],
  ['thursday', 'jeudi'],
  ['friday', 'vendredi'],
  ['saturday', 'samedi'],
];
const ONE_DAY = /\b(?:today|tomorrow|aujourd hui|demain)\b/;
const COUNTED = /\b(\d{1,2}|[a-z]+) (?:prochain(?:e?s)? |next )?(day|week|jour|semaine)s?\b/;

/**
 * Returns how many days a pause lasts that is asked for in English or French words: « for 3 days », « jusqu'à lundi ».
 * `weekday` is today's, 0 for Sunday. Between 1 and 31; a week where the words name no length.
 */
export function pauseDaysIn(text: string, weekday: number): number {
  const said = searchable(text);
  const counted = COUNTED.exec(said);
  const count = counted && (NUMBERS[counted[1]!] ?? Number(counted[1]));
  if (counted && count) {
    const days = counted[2] === 'week' || counted[2] === 'semaine' ? count * 7 : count;
    return Math.min(LONGEST_PAUSE_DAYS, Math.max(1, days));
  }
  const until = WEEKDAYS.findIndex((names) => names.some((name) => said.split(' ').includes(name)));
  if (until >= 0) return (until - weekday + 7) % 7 || 7;
  return ONE_DAY.test(said) ? 1 : DEFAULT_PAUSE_DAYS;
}
