import { z } from 'zod';
import type { Conversation } from '../../../src/domain/conversations/conversation.ts';
import type { Language } from '../../../src/domain/language.ts';
import { LONGEST_ANSWER, type Question } from '../../../src/domain/asking/question.ts';
import type { AnswerProblem } from '../../../src/use-cases/asking/record-answer.ts';
import type { Cards } from '../kit/cards.ts';
import { setbackText, type Setback } from '../kit/setback.ts';
import { startOf, typedLines } from '../kit/typed-lines.ts';
import { userText } from '../kit/user-text.ts';
import type { Card } from '../../teams/card.ts';

export interface ExpertQuestionInput {
  question: Pick<Question, 'id' | 'text' | 'asker' | 'state' | 'answer'>;
  /** Where it was asked, as far as that is known. */
  askedIn?: Pick<Conversation, 'kind' | 'name'> | undefined;
  /** The same in words, where these are all that is known. */
  place?: string | undefined;
  /** The way to where it was asked. */
  link?: string | undefined;
  /** What was typed could not be sent. */
  wrong?: { problem: AnswerProblem; typed: string } | undefined;
  /** The press of its button failed: why, and what was typed. */
  setback?: (Setback & { typed: string }) | undefined;
}

const questionData = z.object({
  questionId: userText,
  questionLines: typedLines,
  start: userText,
  asker: userText,
  place: userText,
  link: z.url({ protocol: /^https$/ }).optional(),
  typed: userText,
  problem: z.string().optional(),
  setback: z.string().optional(),
  longest: z.int(),
  answered: z.boolean(),
  answerLines: typedLines,
  by: userText.optional(),
  undelivered: z.boolean(),
});

/** A question for an expert, with room for the answer. Once answered, it shows the answer and who gave it. */
export function expertQuestionCard(cards: Cards, language: Language, input: ExpertQuestionInput): Card {
  const { question, askedIn, link, wrong, setback } = input;
  const { answer } = question;
  const someone = cards.say(language, 'common.someone');
  const data = questionData.parse({
    questionId: question.id,
    questionLines: question.text,
    start: startOf(question.text),
    asker: question.asker?.name || someone,
    place:
      input.place ??
      askedIn?.name ??
      cards.say(language, `expert-question.place-${askedIn?.kind ?? 'personal'}`),
    link,
    typed: setback?.typed ?? wrong?.typed ?? '',
    setback: setback && setbackText(cards, language, setback),
    problem: wrong && problemText(cards, language, wrong.problem),
    longest: LONGEST_ANSWER,
    answered: answer !== null,
    answerLines: answer?.text ?? '',
    by: answer ? answer.by.name || someone : undefined,
    undelivered: answer !== null && question.state === 'failed',
  });
  return cards.render('expert-question', language, data);
}

function problemText(cards: Cards, language: Language, problem: AnswerProblem): string {
  return problem === 'missing'
    ? cards.phrase(language, 'expert-question.missing')
    : cards.phrase(language, 'problems.too-long', { max: LONGEST_ANSWER });
}
