import { confirmationOutcomeCard } from '../../cards/confirming/confirmation-outcome.ts';
import { remarkCard } from '../../cards/kit/remark.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { textIn, type PressData } from '../../commands/press-data.ts';
import { card, type Answer } from '../../turn/answer.ts';

/**
 * Shows what was typed for a confirmation that can no longer be filed, so that the person can confirm it elsewhere. Only the
 * person who recorded it sees it, where no one else reads along.
 */
export async function showDetails(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  const { database, cards } = needs;
  const { language, timeZone, isPrivate, person } = turn;
  const confirmation = await database.confirmations.find(textIn(data, 'confirmationId') ?? '');
  const customer = confirmation && (await database.customers.findEvenIfLeft(confirmation.customerId));
  const isTheirs = isPrivate && confirmation?.submittedBy.id === person.id;
  if (!isTheirs || !customer || !confirmation.outcome || !confirmation.contact) {
    return card(remarkCard(cards, language, { remark: 'details-not-shown' }));
  }
  const { outcome, contact } = confirmation;
  const { view } = confirmation.place;
  const shown = { customer, confirmation, outcome, contact, timeZone, view };
  return card(confirmationOutcomeCard(cards, language, shown), { inPlace: true, about: confirmation });
}
