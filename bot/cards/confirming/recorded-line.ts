import type { CalendarDate } from '../../../src/domain/time/calendar-date.ts';
import type { Person } from '../../../src/domain/customers/customer.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { sideBySide } from '../customers/customer-row.ts';
import { recentDay } from '../kit/dates.ts';

/** « Accepted on Thursday 1 November 2018 », as it was told at an instant: without the weekday where that was long after. */
export const acceptedLine = (
  cards: Cards,
  language: Language,
  date: CalendarDate,
  toldAt: Date | undefined,
): string => cards.phrase(language, 'common.acceptedOn', { date: recentDay(language, date, toldAt) });

/** « Accepted on Thursday 1 November 2018 · recorded by Camille Lefèvre »; without a day where there is none. */
export function recordedLine(
  cards: Cards,
  language: Language,
  {
    acceptedOn,
    submittedBy,
    submittedAt,
  }: {
    acceptedOn: CalendarDate | null;
    submittedBy: Pick<Person, 'name'>;
    submittedAt?: Date | undefined;
  },
): string {
  return sideBySide(
    acceptedOn === null ? undefined : acceptedLine(cards, language, acceptedOn, submittedAt),
    cards.phrase(language, 'common.recordedBy', { name: submittedBy.name }),
  );
}
