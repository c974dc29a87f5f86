import { helpCard } from '../cards/help.ts';
import type { BotNeeds } from '../needs.ts';
import { card, type Answer, type Turn } from '../turn.ts';

/** What the bot can do, with buttons. */
export async function showHelp({ cards }: Pick<BotNeeds, 'cards'>, turn: Turn): Promise<Answer> {
  return card(helpCard(cards, turn.language, {}));
}
