import { resemblesQuestion } from '../../../src/use-cases/asking/understand.ts';
import type { Command } from '../../commands/commands.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { typedCustomer } from '../customers/typed-customer.ts';

/**
 * Returns whether what looks like a command with an unknown name is a question instead: « confirmer avant une
 * commande ? ». A short name that only resembles a question is a name.
 */
export async function isRatherQuestion(
  needs: Pick<BotNeeds, 'faq' | 'database'>,
  turn: Turn,
  { name, argument }: Command,
): Promise<boolean> {
  if ((name !== 'confirm' && name !== 'status') || argument === '') return false;
  if (!resemblesQuestion(needs.faq.matcher.match(turn.activity.text, turn.language), argument)) return false;
  const meant = await typedCustomer(needs, argument);
  return meant.name !== '' && meant.matches.length === 0;
}
