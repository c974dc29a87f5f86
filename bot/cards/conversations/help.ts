import { z } from 'zod';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import type { Card } from '../../teams/card.ts';

export interface HelpInput {
  /** A question to try, of the FAQ in the card's language. */
  example?: { id: string; title: string } | undefined;
}

const helpData = z.object({ example: z.object({ id: z.string(), title: z.string() }).optional() });

/** What the bot can do, what to type, and buttons for it. */
export function helpCard(cards: Cards, language: Language, input: HelpInput): Card {
  return cards.render('help', language, helpData.parse(input));
}
