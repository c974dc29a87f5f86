import type { Confirmation } from '../../../src/domain/confirming/confirmation.ts';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import { releaseDetails } from '../../../src/use-cases/confirming/release-details.ts';
import { detailsCollectedCard } from '../../cards/confirming/details-collected.ts';
import { remarkCard } from '../../cards/kit/remark.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { textIn, type PressData } from '../../commands/press-data.ts';
import { card, type Answer, type CardDelivery } from '../../turn/answer.ts';
import { customerInstead } from './customer-instead.ts';
import { placeOf } from './place.ts';
import { confirmationAnswer } from './confirmation-answer.ts';

/** Confirms what a reseller's person filled in, with one press. */
export async function releasePress(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  const { cards } = needs;
  const { language } = turn;
  const confirmationId = textIn(data, 'confirmationId') ?? '';
  const place = await placeOf(needs, turn, data);
  const released = await releaseDetails(needs, { confirmationId, by: turn.person, place, language });
  switch (released.kind) {
    case 'released':
      return confirmationAnswer(needs, turn, released);
    case 'already-confirmed':
    case 'in-progress':
      return customerInstead(needs, turn, released);
    case 'unknown':
      return collectedAnswer(needs, turn, { ...released, isUnknown: true }, { inPlace: true });
    case 'gone':
      return card(remarkCard(cards, language, { remark: 'details-gone' }), { inPlace: true });
  }
}

/** A press to see all details before they are released. */
export async function reviewPress(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  const { database, cards } = needs;
  const gone = () => card(remarkCard(cards, turn.language, { remark: 'details-gone' }));
  const confirmation = await database.confirmations.find(textIn(data, 'confirmationId') ?? '');
  // How they ended is said even when the customer has left.
  const customer = confirmation && (await database.customers.findEvenIfLeft(confirmation.customerId));
  if (!customer || !confirmation.collected) return gone();
  if (confirmation.state !== 'collected') return confirmationAnswer(needs, turn, { customer, confirmation });
  if (!confirmation.contact || !(await database.customers.find(customer.id))) return gone();
  return collectedAnswer(needs, turn, { customer, confirmation });
}

/** The card with all details that wait, for a person who may release them. */
export function collectedAnswer(
  { cards }: Pick<BotNeeds, 'cards'>,
  { language, isPrivate }: Turn,
  shown: { customer: Customer; confirmation: Confirmation; isUnknown?: boolean },
  delivery?: CardDelivery,
): Answer {
  return card(detailsCollectedCard(cards, language, { ...shown, forRelease: true, isPrivate }), delivery);
}
