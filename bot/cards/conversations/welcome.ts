import { z } from 'zod';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { entryLink, type EntryLink } from '../asking/faq-answer.ts';
import { userText } from '../kit/user-text.ts';
import type { Card } from '../../teams/card.ts';

export interface WelcomeInput {
  /** Who installed the bot, where known and where others read along. */
  installedBy?: string | undefined;
  /** The local hour of the reminders; absent while they are off. */
  reminderHour?: number | undefined;
  /** A question to try, of the FAQ in the card's language. */
  example: EntryLink;
}

const welcomeData = z.object({
  installedBy: userText.optional(),
  hour: z.int().min(0).max(23).optional(),
  example: entryLink,
});

/** The first message in a place, once: what the bot is for, what to type, how to switch reminders off. */
export function welcomeCard(cards: Cards, language: Language, input: WelcomeInput): Card {
  const data = welcomeData.parse({
    installedBy: input.installedBy,
    hour: input.reminderHour,
    example: input.example,
  });
  return cards.render('welcome', language, data);
}
