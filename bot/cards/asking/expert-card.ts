import type { Conversation } from '../../../src/domain/conversations/conversation.ts';
import type { Language } from '../../../src/domain/language.ts';
import type { Question } from '../../../src/domain/asking/question.ts';
import type { Cards } from '../kit/cards.ts';
import { expertQuestionCard, type ExpertQuestionInput } from './expert-question.ts';
import { threadLink } from '../../teams/message-link.ts';
import type { Card } from '../../teams/card.ts';

/** A question as experts see it, with the way to where it was asked. */
export function expertCard(
  cards: Cards,
  language: Language,
  shown: { question: Question; askedIn: Conversation | undefined; wrong?: ExpertQuestionInput['wrong'] },
): Card {
  const { question, askedIn, wrong } = shown;
  const link = askedIn && threadLink(askedIn, question.place.threadId);
  return expertQuestionCard(cards, language, { question, askedIn, link, wrong });
}
