import type { Customer } from '../../src/domain/customer.ts';
import { customerCard } from '../cards/customer.ts';
import type { BotNeeds } from '../needs.ts';
import { card, type Answer, type Turn } from '../turn.ts';
import { progressOf } from './progress.ts';

type Needs = Pick<BotNeeds, 'cards' | 'database' | 'agreementType' | 'clock'>;

/** What is known of one customer now. */
export async function customerAnswer(needs: Needs, turn: Turn, customer: Customer): Promise<Answer> {
  const open = await needs.database.confirmations.findOpen(customer.id, needs.agreementType);
  const now = needs.clock.now();
  const shown = { customer, inProgress: progressOf(open), now, timeZone: turn.timeZone };
  return card(customerCard(needs.cards, turn.language, shown));
}
