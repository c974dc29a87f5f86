import type { Command } from '../../commands/commands.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { typedCustomer } from '../customers/typed-customer.ts';

/** Few companies have a longer name. */
const WORDS_OF_A_NAME = 4;

/**
 * Returns whether what looks like a command with a name nobody has is a question instead: « confirmer avant une
 * commande ? ». A short name that only resembles a question is a name.
 */
export async function isRatherQuestion(
  needs: Pick<BotNeeds, 'faq' | 'database'>,
  turn: Turn,
  { name, argument }: Command,
): Promise<boolean> {
  if ((name !== 'confirm' && name !== 'status') || !resemblesQuestion(needs, turn, argument)) return false;
  const meant = await typedCustomer(needs, argument);
  return meant.name !== '' && meant.matches.length === 0;
}

function resemblesQuestion({ faq }: Pick<BotNeeds, 'faq'>, turn: Turn, name: string): boolean {
  const { outcome } = faq.matcher.match(turn.activity.text, turn.language);
  const isLong = name.split(/\s+/).length > WORDS_OF_A_NAME || name.includes('?');
  return outcome === 'answer' || (outcome === 'suggestions' && isLong);
}
