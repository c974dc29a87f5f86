import { z } from 'zod';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { entryLink, type EntryLink } from './faq-answer.ts';
import { userText } from '../kit/user-text.ts';
import type { Card } from '../../teams/card.ts';

export interface FaqSuggestionsInput {
  /** Best first; shown up to three. */
  entries: readonly EntryLink[];
  /** The id under which the question is kept; absent where no expert can be asked. */
  questionId?: string | undefined;
}

const suggestionsData = z.object({
  entries: z.array(entryLink).min(1).max(3),
  questionId: userText.optional(),
});

/** « Did you mean »: the few questions that come closest. */
export function faqSuggestionsCard(cards: Cards, language: Language, input: FaqSuggestionsInput): Card {
  const { entries, questionId } = input;
  const data = suggestionsData.parse({ entries: entries.slice(0, 3), questionId });
  return cards.render('faq-suggestions', language, data);
}
