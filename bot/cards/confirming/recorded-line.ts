import type { CalendarDate } from '../../../src/domain/time/calendar-date.ts';
import type { Person } from '../../../src/domain/customers/customer.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { sideBySide } from '../customers/customer-row.ts';
import { dayInWords } from '../kit/dates.ts';

/** « Accepted on 1 November 2018 ». */
export const acceptedLine = (cards: Cards, language: Language, date: CalendarDate): string =>
  cards.phrase(language, 'common.acceptedOn', { date: dayInWords(language, date) });

/** « Accepted on 1 November 2018 · recorded by Camille Lefèvre »; without a day where there is none. */
export function recordedLine(
  cards: Cards,
  language: Language,
  { acceptedOn, submittedBy }: { acceptedOn: CalendarDate | null; submittedBy: Pick<Person, 'name'> },
): string {
  return sideBySide(
    acceptedOn === null ? undefined : acceptedLine(cards, language, acceptedOn),
    cards.phrase(language, 'common.recordedBy', { name: submittedBy.name }),
  );
}
