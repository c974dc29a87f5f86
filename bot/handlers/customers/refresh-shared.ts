import { customerSharedCard } from '../../cards/customers/customer-shared.ts';
import { botLink } from '../../teams/bot-link.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { textIn, type PressData } from '../../commands/press-data.ts';
import { card, type Answer } from '../../turn/answer.ts';

type Needs = Pick<BotNeeds, 'cards' | 'database' | 'agreementType' | 'clock'>;

/**
 * « Refresh » on a card that a person put into a conversation: shows the person who pressed how it stands now. The card
 * stays as it is where the customer is no longer the partner's.
 */
export async function refreshShared(needs: Needs, turn: Turn, data: PressData): Promise<Answer> {
  const { cards, database, agreementType, clock } = needs;
  const { language, timeZone, activity } = turn;
  const customer = await database.customers.find(textIn(data, 'customerId') ?? '');
  if (!customer) return { kind: 'toast', text: cards.say(language, 'remark.unknown-customer') };
  const open = await database.confirmations.openAmong([customer.id], agreementType);
  const input = { customer, isInProgress: open.has(customer.id), now: clock.now(), timeZone };
  return card(customerSharedCard(cards, language, { ...input, botUrl: botLink(activity) }), {
    inPlace: true,
  });
}
