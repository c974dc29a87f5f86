import { customerMatchesCard } from '../../cards/customers/customer-matches.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { card, type Answer } from '../../turn/answer.ts';
import { assignToMe } from './assign.ts';
import { typedCustomer } from './typed-customer.ts';
import { listUnconfirmed } from './unconfirmed.ts';

/**
 * "I take Contoso": assigns the customer to the person, and its card has the way to give it back. Several customers of the
 * name are shown to choose from. Without a name the person gets the list, where each row can be taken.
 */
export async function takeCustomer(needs: BotNeeds, turn: Turn, typed: string): Promise<Answer> {
  const { name, matches } = await typedCustomer(needs, typed);
  if (name === '') return listUnconfirmed(needs, turn);
  const [only] = matches;
  if (only && matches.length === 1) return assignToMe(needs, turn, { customerId: only.id });
  return card(customerMatchesCard(needs.cards, turn.language, { typed: name, matches, purpose: 'assign' }));
}
