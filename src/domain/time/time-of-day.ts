/** `14:22:05.120`, « 14h22 », « 14 h », « 14:22 Uhr ». */
const TIME = String.raw`(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?: Uhr)?| ?h(?: ?(\d{2}))?)`;
const HALF = String.raw`(?: ?[AaPp]\.?[Mm]\.?)?`;
const ZONE = String.raw`(?: ?(Z|UTC|GMT|(?:UTC|GMT)?[+-]\d{2}(?::?\d{2})?)(?: \([^()]*\))?)?`;
const TIME_OF_DAY = new RegExp(String.raw`(?:[ T]|,? (?:à|at|um) | kl\.? )${TIME}${HALF}${ZONE}$`);

/**
 * Takes the time of day from the end of a written day. `mayBeDayAfter`, `mayBeDayBefore`: the time is in UTC and no
 * midnight there, so the day was another one for people east or west of it.
 */
export function cutTimeOfDay(text: string): { day: string; mayBeDayAfter: boolean; mayBeDayBefore: boolean } {
  const match = TIME_OF_DAY.exec(text);
  if (!match) return { day: text, mayBeDayAfter: false, mayBeDayBefore: false };
  const day = text.slice(0, match.index).replace(/,$/, '');
  const parts = match.slice(1, 5).map((part: string | undefined) => Number(part ?? 0));
  const isUtc = /^(Z|UTC|GMT|(UTC|GMT)?[+-]00:?(00)?)$/.test(match[5] ?? '');
  const isElsewhereToo = isUtc && parts.some((part) => part > 0);
  const isMorning = parts[0]! < 12;
  return { day, mayBeDayAfter: isElsewhereToo && !isMorning, mayBeDayBefore: isElsewhereToo && isMorning };
}
