import type { ErrorCode } from '../../../src/domain/errors.ts';
import type { Language } from '../../../src/domain/language.ts';
import { askExpert, expertOf, offerExpert } from '../../../src/use-cases/asking/ask-expert.ts';
import { recordAnswer } from '../../../src/use-cases/asking/record-answer.ts';
import { threadOf } from '../../teams/activity.ts';
import type { FaqOutsideInput } from '../../cards/asking/faq-outside.ts';
import { expertQuestionCard } from '../../cards/asking/expert-question.ts';
import { remarkCard, type RemarkInput } from '../../cards/kit/remark.ts';
import { startOf } from '../../cards/kit/typed-lines.ts';
import { expertCard } from '../../cards/asking/expert-card.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { textIn, type PressData } from '../../commands/press-data.ts';
import { card, type Answer } from '../../turn/answer.ts';

type Needs = Pick<BotNeeds, 'cards' | 'database' | 'clock' | 'ids' | 'log' | 'expertConversation'>;

/** Returns the expert who may be asked; undefined when there is none, or the database is away. */
export async function expertFor(
  needs: Needs,
  turn: Turn,
  text: string,
  language: Language,
): Promise<FaqOutsideInput['expert']> {
  if (text === '') return undefined;
  if (!(await turn.isConversationKept())) return undefined;
  const place = { conversationId: turn.conversation.id, threadId: threadOf(turn.activity) };
  try {
    const offered = await offerExpert(needs, { text, language, place });
    return offered && { name: offered.expert.name, questionId: offered.questionId };
  } catch (error) {
    needs.log.warn({ err: error }, 'A question could not be kept to be passed on');
    return undefined;
  }
}

/** Returns the expert for a question that was kept before; undefined when it is gone or there is no expert. */
export async function expertOffered(
  { database, expertConversation }: Needs,
  turn: Turn,
  data: PressData,
): Promise<FaqOutsideInput['expert']> {
  const questionId = textIn(data, 'questionId') ?? '';
  const question = await database.questions.find(questionId);
  if (question?.place.conversationId !== turn.conversation.id) return undefined;
  const expert = await expertOf({ database, expertConversation });
  return expert && { name: expert.name, questionId };
}

/** "Ask …": passes the question on, in the name of the person who pressed. */
export async function askPress(needs: Needs, turn: Turn, data: PressData): Promise<Answer> {
  const { cards } = needs;
  const { language } = turn;
  const say = (input: RemarkInput) => card(remarkCard(cards, language, input), { inPlace: true });
  const questionId = textIn(data, 'questionId') ?? '';
  const asked = await askExpert(needs, {
    questionId,
    conversationId: turn.conversation.id,
    asker: turn.person,
  });
  switch (asked.kind) {
    case 'passed': {
      const expert = asked.expert.name ?? cards.say(language, 'faq-outside.ourExperts');
      return say({ remark: 'question-passed', expert });
    }
    case 'nobody':
      return say({ remark: 'question-failed', start: startOf(asked.question.text) });
    case 'gone':
      return say({ remark: 'question-gone' });
  }
}

/**
 * "Send the answer": keeps it and promises its delivery, then shows it on the card. Works only in the conversation the
 * question was passed to.
 */
export async function answerPress(needs: Needs, turn: Turn, data: PressData): Promise<Answer> {
  const { cards, database } = needs;
  const typed = typeof data.answer === 'string' ? data.answer : '';
  const recorded = await recordAnswer(needs, {
    questionId: textIn(data, 'questionId') ?? '',
    conversationId: turn.conversation.id,
    activityId: turn.activity.replyToId ?? null,
    by: turn.person,
    text: typed,
  });
  if (recorded.kind === 'gone') return card(remarkCard(cards, turn.language, { remark: 'question-gone' }));
  const { question } = recorded;
  const askedIn = await database.conversations.find(question.place.conversationId);
  const wrong = recorded.kind === 'invalid' ? { problem: recorded.problem, typed } : undefined;
  return card(expertCard(cards, turn.language, { question, askedIn, wrong }), { inPlace: true });
}

/** The card with what was typed, and why it was not sent. The question comes from the button's data, not the database. */
export function answerGivenBack(
  { cards }: Pick<BotNeeds, 'cards'>,
  turn: Turn,
  data: PressData,
  why: ErrorCode,
): Answer {
  const shown = {
    question: {
      id: textIn(data, 'questionId') ?? '',
      text: textIn(data, 'start') ?? '',
      asker: { id: '', name: textIn(data, 'asker') ?? '' },
      state: 'passed',
      answer: null,
    },
    place: textIn(data, 'place'),
    setback: { why, isComplete: true, typed: typeof data.answer === 'string' ? data.answer : '' },
  } as const;
  // Where others read along, the card with the whole question stays in its place.
  return card(expertQuestionCard(cards, turn.language, shown));
}
