import { z } from 'zod';
import type { ReminderHalt } from '../../../src/domain/reminding/reminder.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { plannedMoment } from '../kit/dates.ts';

/** What a card shows of stopped reminders: one line, and the button that brings them back. */
export const haltData = z.object({
  text: z.string(),
  verb: z.enum(['reminder.on', 'reminder.snooze']),
  title: z.string(),
  data: z.record(z.string(), z.number()),
});

const TEXTS = {
  off: { own: 'halt.off', all: 'halt.offAll' },
  paused: { own: 'halt.paused', all: 'halt.pausedAll' },
} as const;

/** Returns who stopped the reminders of a conversation and until when, and the button that undoes it. */
export function haltOf(
  cards: Cards,
  language: Language,
  halt: ReminderHalt,
  now: Date,
): z.input<typeof haltData> {
  const { by, at, timeZone, isForAll } = halt;
  const words = {
    haltedBy: by.name || cards.say(language, 'common.someone'),
    haltedAt: plannedMoment(language, at, { timeZone, now }),
  };
  const text = cards.phrase(language, TEXTS[halt.kind][isForAll ? 'all' : 'own'], words);
  if (halt.kind === 'off') {
    return {
      text,
      verb: 'reminder.on',
      title: cards.phrase(language, 'common.turnOn'),
      data: {},
    };
  }
  return {
    text: [text, nextLine(cards, language, halt.nextDueAt, { timeZone, now })].filter(Boolean).join(' '),
    verb: 'reminder.snooze',
    title: cards.phrase(language, 'common.goOn'),
    data: { days: 0 },
  };
}

/** « Next reminder: Monday 30 November, 9:00. »; undefined where none comes. */
export function nextLine(
  cards: Cards,
  language: Language,
  nextDueAt: Date | null,
  { timeZone, now }: { timeZone: string | undefined; now: Date },
): string | undefined {
  if (!nextDueAt) return undefined;
  return cards.phrase(language, 'halt.next', {
    moment: plannedMoment(language, nextDueAt, { timeZone, now }),
  });
}
