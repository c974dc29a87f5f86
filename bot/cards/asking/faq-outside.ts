import { z } from 'zod';
import type { Language } from '../../../src/domain/language.ts';
import { captionNaming } from '../kit/caption.ts';
import type { Cards } from '../kit/cards.ts';
import { entryLink, type EntryLink } from './faq-answer.ts';
import { userText } from '../kit/user-text.ts';
import type { Card } from '../../teams/card.ts';

export interface FaqOutsideInput {
  /** Questions the bot can answer; shown up to three. */
  examples: readonly EntryLink[];
  /** Who may be asked instead, when there is someone: the question is kept under `questionId`. */
  expert?: { name: string | null; questionId: string } | undefined;
}

const outsideData = z.object({
  examples: z.array(entryLink).max(3),
  expert: userText.optional(),
  askTitle: z.string().optional(),
  questionId: userText.optional(),
});

/** Says that a question is outside what the bot knows, what it does know, and the way on. */
export function faqOutsideCard(cards: Cards, language: Language, input: FaqOutsideInput): Card {
  const { examples, expert } = input;
  const name = expert && (expert.name ?? cards.say(language, 'faq-outside.ourExperts'));
  const data = outsideData.parse({
    examples: examples.slice(0, 3),
    expert: name,
    askTitle: name && captionNaming(cards, language, 'faq-outside.askExpert', name),
    questionId: expert?.questionId,
  });
  return cards.render('faq-outside', language, data);
}
