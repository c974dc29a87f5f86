import { helpCard } from '../../cards/conversations/help.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { card, type Answer } from '../../turn/answer.ts';
import { exampleQuestion } from './example-question.ts';

/** What the bot can do, with buttons. */
export async function showHelp(needs: Pick<BotNeeds, 'cards' | 'faq'>, turn: Turn): Promise<Answer> {
  return card(helpCard(needs.cards, turn.language, { example: exampleQuestion(needs, turn.language) }));
}
