import type { Attachment } from 'botbuilder';
import { z } from 'zod';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';

/** An entry of the FAQ as a button: its id and its short title. */
export interface EntryLink {
  id: string;
  title: string;
}

export interface FaqAnswerInput {
  entry: { id: string; question: string; answer: string; since?: string | undefined };
  /** Where the answer comes from; plain http is for a partner's own pages. */
  source: { title: string; url: string };
  /** Shown up to three. */
  related: readonly EntryLink[];
  /** The reader has just said whether it helped: thanks stand where that was asked. */
  voted?: boolean;
}

const RELATED_LIMIT = 3;

/** Curated content: its markdown is meant. */
const curated = z.string().min(1);
export const entryLink = z.object({ id: curated, title: curated });

const answerData = z.object({
  entryId: curated,
  question: curated,
  answer: curated,
  since: curated.optional(),
  sourceTitle: curated,
  sourceUrl: z.url({ protocol: /^https?$/ }),
  related: z.array(entryLink).max(RELATED_LIMIT),
  voted: z.boolean(),
});

/** A curated answer with its source, what has changed since, related questions and a vote. */
export function faqAnswerCard(cards: Cards, language: Language, input: FaqAnswerInput): Attachment {
  const { entry, source, related } = input;
  const data = answerData.parse({
    entryId: entry.id,
    question: entry.question,
    answer: entry.answer,
    since: entry.since,
    sourceTitle: source.title,
    sourceUrl: source.url,
    related: related.slice(0, RELATED_LIMIT),
    voted: input.voted ?? false,
  });
  return cards.render('faq-answer', language, data);
}
