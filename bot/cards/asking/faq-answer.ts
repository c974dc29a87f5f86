import { z } from 'zod';
import type { Language } from '../../../src/domain/language.ts';
import type { Cards } from '../kit/cards.ts';
import { NO_OFFERS, type AnswerOffers } from './answer-offers.ts';
import type { Card } from '../../teams/card.ts';

/** An entry of the FAQ as a button: its id and its short title. */
export interface EntryLink {
  id: string;
  title: string;
}

export interface FaqAnswerInput {
  entry: {
    id: string;
    question: string;
    /** What holds today and overturns the answer. */
    now?: string | undefined;
    answer: string;
    since?: string | undefined;
  };
  /** What the answer is about, where today's state stands before it. */
  about?: string | undefined;
  /** What it means for this bot as it is set. */
  here?: string | undefined;
  /** What the reader can do next with the bot. */
  offers?: AnswerOffers | undefined;
  /** Where the answer comes from; plain http is for a partner's own pages. */
  source: { title: string; url: string };
  /** Shown up to three, fewer where buttons lead to what the bot can do. */
  related: readonly EntryLink[];
  /** Whether the reader has just voted: thanks stand where the question was. */
  voted?: boolean;
  /** Teams asks for a vote below the message, with thumbs of its own: the card's buttons only stand in its menu then. */
  hasThumbs?: boolean;
}

/** How many buttons lead on from an answer, those to other questions and those to the bot's own work together. */
const LEADING_ON = 3;

/** Curated content: its markdown is meant. */
const curated = z.string().min(1);
export const entryLink = z.object({ id: curated, title: curated });

const answerData = z.object({
  entryId: curated,
  question: curated,
  now: curated.optional(),
  about: curated.optional(),
  answer: curated,
  here: curated.optional(),
  since: curated.optional(),
  offersList: z.boolean(),
  offersForm: z.boolean(),
  sourceTitle: curated,
  sourceUrl: z.url({ protocol: /^https?$/ }),
  related: z.array(entryLink).max(LEADING_ON),
  voted: z.boolean(),
  voteMode: z.enum(['primary', 'secondary']),
});

/**
 * A curated answer with its source, related questions and a vote. What overturns it stands before it, in the
 * same size. What merely came later stands after it.
 */
export function faqAnswerCard(cards: Cards, language: Language, input: FaqAnswerInput): Card {
  const { entry, source, related, offers = NO_OFFERS } = input;
  const data = answerData.parse({
    entryId: entry.id,
    question: entry.question,
    now: entry.now,
    about: input.about,
    answer: entry.answer,
    here: input.here,
    since: entry.since,
    offersList: offers.list,
    offersForm: offers.form,
    sourceTitle: source.title,
    sourceUrl: source.url,
    related: related.slice(0, LEADING_ON - Number(offers.list) - Number(offers.form)),
    voted: input.voted ?? false,
    voteMode: input.hasThumbs ? 'secondary' : 'primary',
  });
  return cards.render('faq-answer', language, data);
}
