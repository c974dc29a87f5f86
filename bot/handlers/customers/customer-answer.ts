import type { Customer } from '../../../src/domain/customers/customer.ts';
import { customerCard, PAST_SHOWN } from '../../cards/customers/customer.ts';
import type { ListView } from '../../cards/customers/list-view.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { card, type Answer } from '../../turn/answer.ts';
import { mayDo } from '../permission.ts';
import { progressOf, viewerOf } from './progress.ts';

type Needs = Pick<BotNeeds, 'cards' | 'database' | 'agreementType' | 'clock' | 'permissions'>;

/** One customer's card as it is now; `note`: what has just happened to it; `list`: the view to go back to. */
export async function customerAnswer(
  needs: Needs,
  turn: Turn,
  customer: Customer,
  note?: string,
  list?: ListView,
): Promise<Answer> {
  const { confirmations } = needs.database;
  const open = await confirmations.findOpen(customer.id, needs.agreementType);
  // One more than the card lists: its facts may already tell of one of them.
  const past = await confirmations.past(customer.id, needs.agreementType, PAST_SHOWN + 1);
  const collected = await confirmations.findCollected(customer.id, needs.agreementType);
  const mayNote = await mayDo(needs, turn, 'confirm');
  const notes = mayNote && turn.isPrivate ? await needs.database.asides.notes([customer.id]) : undefined;
  const now = needs.clock.now();
  const viewer = viewerOf(turn);
  const shown = {
    customer,
    inProgress: await progressOf(needs, open),
    collected,
    past,
    note,
    colleagueNote: notes?.get(customer.id),
    canNote: mayNote,
    list,
    viewer,
    now,
    timeZone: turn.timeZone,
  };
  return card(customerCard(needs.cards, turn.language, shown));
}
