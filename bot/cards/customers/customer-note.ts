import { z } from 'zod';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import {
  lettersOf,
  LONGEST_NOTE,
  LONGEST_PAUSE_DAYS,
  type CustomerNote,
  type NoteProblem,
  type PauseProblem,
} from '../../../src/domain/customers/set-aside.ts';
import type { Language } from '../../../src/domain/language.ts';
import { isCalendarDate, type CalendarDate } from '../../../src/domain/time/calendar-date.ts';
import type { Card } from '../../teams/card.ts';
import type { Cards } from '../kit/cards.ts';
import { setbackText, type Setback } from '../kit/setback.ts';
import { userText } from '../kit/user-text.ts';
import { viewData, type ListView } from './list-view.ts';

export interface CustomerNoteInput {
  customer: Pick<Customer, 'id' | 'name'>;
  /** As it was typed, or as it is kept. */
  note: string;
  /** `YYYY-MM-DD`, or whatever a client sent; empty for no pause. */
  until: string;
  /** When the note that is kept was written; null for none. */
  notedAt: Date | null;
  /** False where the customer is confirmed: then no reminder names it. */
  canPause: boolean;
  /** The days on which a pause may end. */
  days: { first: CalendarDate; last: CalendarDate };
  noteProblem?: NoteProblem | undefined;
  pauseProblem?: PauseProblem | undefined;
  /** What another person wrote meanwhile. */
  theirs?: CustomerNote | undefined;
  setback?: Setback | undefined;
  list?: ListView | undefined;
}

/** How many letters of what was typed come back: a message holds no more. */
const LONGEST_SHOWN = 12_000;

const noteData = z.object({
  customerId: userText,
  customer: userText,
  note: userText,
  notedAt: z.string(),
  longest: z.int(),
  until: z.string(),
  first: z.string(),
  last: z.string(),
  canPause: z.boolean(),
  lead: z.string().optional(),
  theirs: z.string().optional(),
  problems: z.object({ note: z.string().optional(), until: z.string().optional() }),
  list: z.record(z.string(), z.union([userText, z.number(), z.boolean()])),
});

/** What colleagues should know of one customer, and until when reminders leave it out. */
export function customerNoteCard(cards: Cards, language: Language, input: CustomerNoteInput): Card {
  const { customer, days, theirs, setback, noteProblem, pauseProblem } = input;
  const note = input.note.slice(0, LONGEST_SHOWN);
  const data = noteData.parse({
    customerId: customer.id,
    customer: customer.name,
    note,
    notedAt: input.notedAt?.toISOString() ?? '',
    // A client that enforces the length would send nothing of a text that is too long already.
    longest: Math.max(LONGEST_NOTE, note.length),
    until: isCalendarDate(input.until) ? input.until : '',
    ...days,
    canPause: input.canPause,
    lead: setback
      ? setbackText(cards, language, setback)
      : theirs && cards.phrase(language, 'customer-note.meanwhile', { by: nameOf(cards, language, theirs) }),
    theirs: theirs && cards.phrase(language, 'customer-note.theirs', { note: theirs.text }),
    problems: {
      note:
        noteProblem &&
        cards.phrase(language, 'customer-note.problem-note-too-long', {
          letters: lettersOf(input.note),
          most: LONGEST_NOTE,
        }),
      until:
        pauseProblem &&
        cards.phrase(language, `customer-note.problem-${pauseProblem}`, {
          typed: input.until.slice(0, 40),
          most: LONGEST_PAUSE_DAYS,
        }),
    },
    list: viewData(input.list ?? { page: 1 }),
  });
  return cards.render('customer-note', language, data);
}

const nameOf = (cards: Cards, language: Language, { by }: CustomerNote): string =>
  by.name || cards.say(language, 'common.someone');
