import { z } from 'zod';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { aboutLine, scopeKind, type About } from '../customers/digest-about.ts';
import type { Card } from '../../teams/card.ts';

export interface DigestDoneInput {
  /** All customers, every one of them confirmed. */
  total: number;
  /** Unconfirmed customers that reminders leave out for a while. */
  paused?: number | undefined;
  /** Whose customers are counted; everyone's when not said. */
  about?: About | undefined;
}

const doneData = z.object({
  total: z.int().nonnegative(),
  paused: z.int().nonnegative(),
  scope: scopeKind,
  about: z.string().optional(),
});

/** The last reminder before silence: everything is confirmed. */
export function digestDoneCard(cards: Cards, language: Language, input: DigestDoneInput): Card {
  const { total, paused = 0, about } = input;
  const data = { total, paused, scope: about?.kind ?? 'all', about: aboutLine(cards, language, about) };
  return cards.render('digest-done', language, doneData.parse(data));
}
