import { customerMatchesCard } from '../../cards/customers/customer-matches.ts';
import { remarkCard } from '../../cards/kit/remark.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { textIn, type PressData } from '../../commands/press-data.ts';
import { card, type Answer } from '../../turn/answer.ts';
import { customerAnswer } from './customer-answer.ts';
import { showStatus } from './overview.ts';
import { typedCustomer } from './typed-customer.ts';

/** `status <customer>`: that customer's card, or the matches to choose from; without a name the figures. */
export async function customerCommand(needs: BotNeeds, turn: Turn, typed: string): Promise<Answer> {
  const { name, matches } = await typedCustomer(needs, typed);
  if (name === '') return showStatus(needs, turn);
  const [only] = matches;
  if (only && matches.length === 1) return customerAnswer(needs, turn, only);
  return card(customerMatchesCard(needs.cards, turn.language, { typed: name, matches, purpose: 'status' }));
}

/** A press on a customer's Status button. */
export async function showCustomer(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  const customer = await needs.database.customers.find(textIn(data, 'customerId') ?? '');
  if (!customer) return card(remarkCard(needs.cards, turn.language, { remark: 'unknown-customer' }));
  return customerAnswer(needs, turn, customer);
}
