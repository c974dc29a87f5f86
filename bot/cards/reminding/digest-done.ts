import { z } from 'zod';
import type { Language } from '../../../src/domain/language.ts';
import type { ReminderHalt } from '../../../src/domain/reminding/reminder.ts';
import type { Cards } from '../kit/cards.ts';
import { aboutLine, scopeKind, type About } from '../customers/digest-about.ts';
import { haltData, haltOf } from './halt-line.ts';
import type { Card } from '../../teams/card.ts';

export interface DigestDoneInput {
  /** All customers, every one of them confirmed. */
  total: number;
  /** Unconfirmed customers that reminders leave out for a while. */
  paused?: number | undefined;
  /** Whose customers are counted; everyone's when not said. */
  about?: About | undefined;
  /** What keeps the next reminder from coming. */
  halt?: ReminderHalt | undefined;
  now: Date;
  /** What has just happened, as a finished text. */
  note?: string | undefined;
}

const doneData = z.object({
  total: z.int().nonnegative(),
  paused: z.int().nonnegative(),
  scope: scopeKind,
  about: z.string().optional(),
  halt: haltData.optional(),
  note: z.string().optional(),
});

/** The last reminder before silence: everything is confirmed. */
export function digestDoneCard(cards: Cards, language: Language, input: DigestDoneInput): Card {
  const { total, paused = 0, about, halt, note, now } = input;
  const data = {
    total,
    paused,
    scope: about?.kind ?? 'all',
    about: aboutLine(cards, language, about),
    note,
    halt: halt && haltOf(cards, language, halt, now),
  };
  return cards.render('digest-done', language, doneData.parse(data));
}
