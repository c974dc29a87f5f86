import type { BotNeeds } from '../../turn/needs.ts';
import { remarkCard } from '../../cards/kit/remark.ts';
import type { Turn } from '../../turn/turn.ts';
import { flagIn, textIn, type PressData } from '../../commands/press-data.ts';
import { card, type Answer } from '../../turn/answer.ts';
import { answerCard, answerEntry } from './answer-entry.ts';
import { outsideAnswer } from './answer-question.ts';
import { expertOffered } from './expert.ts';

type Needs = Pick<
  BotNeeds,
  | 'cards'
  | 'faq'
  | 'database'
  | 'answerNotes'
  | 'clock'
  | 'agreementType'
  | 'confirmationRoute'
  | 'acceptancesValidFrom'
>;

/** Shows the answer whose button was pressed. */
export async function showAnswer(needs: Needs, turn: Turn, data: PressData): Promise<Answer> {
  const entry = needs.faq.content.entry(textIn(data, 'entryId') ?? '', turn.language);
  if (!entry) return card(remarkCard(needs.cards, turn.language, { remark: 'unknown-entry' }));
  return answerEntry(needs, turn, entry, turn.language);
}

/** "None of these": the question turned out to be outside, and may be passed on. */
export async function noneOfThese(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  return outsideAnswer(needs, turn.language, await expertOffered(needs, turn, data));
}

/** Keeps a vote on an answer, without who gave it; the answer stays, with thanks in place of the question. */
export async function keepVote(needs: Needs, turn: Turn, data: PressData): Promise<Answer> {
  const entryId = textIn(data, 'entryId') ?? '';
  const helpful = flagIn(data, 'helpful');
  const entry = needs.faq.content.entry(entryId, turn.language);
  if (!entry) {
    return card(remarkCard(needs.cards, turn.language, { remark: 'unknown-entry' }));
  }
  const vote = { entryId, helpful, language: turn.language, at: needs.clock.now() };
  await needs.database.faq.saveVote(vote);
  return card(answerCard(needs, entry, turn.language, 'given'), { inPlace: true });
}
