import type { Attachment } from 'botbuilder';
import { z } from 'zod';
import type { Language } from '../../src/domain/language.ts';
import type { Cards } from '../cards.ts';
import { entryLink, type EntryLink } from './faq-answer.ts';

export interface FaqSuggestionsInput {
  /** Best first; shown up to three. */
  entries: readonly EntryLink[];
}

const suggestionsData = z.object({ entries: z.array(entryLink).min(1).max(3) });

/** « Did you mean »: the few questions that come closest. */
export function faqSuggestionsCard(cards: Cards, language: Language, input: FaqSuggestionsInput): Attachment {
  const data = suggestionsData.parse({ entries: input.entries.slice(0, 3) });
  return cards.render('faq-suggestions', language, data);
}
