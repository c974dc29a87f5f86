import type { Confirmation } from '../../../src/domain/confirming/confirmation.ts';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import { customerCard } from '../../cards/customers/customer.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { card, type Answer } from '../../turn/answer.ts';
import { progressOf, viewerOf } from '../customers/progress.ts';

/** Why nothing was written: the customer is confirmed, is being confirmed, or cannot be. */
type Instead =
  | { kind: 'exempt' | 'already-confirmed'; customer: Customer }
  | { kind: 'in-progress'; customer: Customer; confirmation: Confirmation };

/** The customer's card in place of the one from which a person wanted to confirm, and why. */
export async function customerInstead(
  { cards, clock, database }: Pick<BotNeeds, 'cards' | 'clock' | 'database'>,
  turn: Turn,
  instead: Instead,
): Promise<Answer> {
  const { kind, customer } = instead;
  const { language, timeZone } = turn;
  const inProgress =
    kind === 'in-progress' ? await progressOf({ database }, instead.confirmation) : undefined;
  const lead = kind === 'exempt' ? undefined : kind;
  const shown = { customer, inProgress, lead, viewer: viewerOf(turn), now: clock.now(), timeZone };
  return card(customerCard(cards, language, shown), { inPlace: true });
}
