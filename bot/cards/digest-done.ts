import type { Attachment } from 'botbuilder';
import { z } from 'zod';
import type { Language } from '../../src/domain/language.ts';
import type { Cards } from '../cards.ts';

export interface DigestDoneInput {
  /** All customers, every one of them confirmed. */
  total: number;
}

const doneData = z.object({ total: z.int().nonnegative() });

/** The last reminder before silence: everything is confirmed. */
export function digestDoneCard(cards: Cards, language: Language, input: DigestDoneInput): Attachment {
  return cards.render('digest-done', language, doneData.parse(input));
}
