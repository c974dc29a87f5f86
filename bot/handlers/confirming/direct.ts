import { acceptanceInput } from '../../../src/domain/confirming/acceptance.ts';
import { customerMatchesCard } from '../../cards/customers/customer-matches.ts';
import { remarkCard } from '../../cards/kit/remark.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { textIn, type PressData } from '../../commands/press-data.ts';
import { card, type Answer } from '../../turn/answer.ts';
import { askAnswer, listBehind } from '../customers/ask.ts';
import { typedCustomer } from '../customers/typed-customer.ts';
import { listAnswer } from '../customers/unconfirmed.ts';

/** `confirm`, or `confirm <customer>`: the message that asks the customer, or the customers to choose from. */
export async function askCommand(needs: BotNeeds, turn: Turn, typed: string): Promise<Answer> {
  const { name, matches } = await typedCustomer(needs, typed);
  if (name === '') return chooseCustomer(needs, turn);
  const [only] = matches;
  if (only && matches.length === 1) return askAnswer(needs, turn, only, { lead: 'no-form' });
  return card(customerMatchesCard(needs.cards, turn.language, { typed: name, matches, purpose: 'confirm' }));
}

/** A press on a button that used to open the form: the message that asks the customer, and why there is no form. */
export async function askInsteadOfForm(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  return instead(needs, turn, data, 'no-form');
}

/** A press on an old form's button: nothing is recorded, and the person sees again what they typed. */
export async function askInsteadOfSubmit(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  return instead(needs, turn, data, 'form');
}

/** A press on the buttons of details that wait for release: they can no longer be confirmed. */
export async function askInsteadOfDetails(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  const confirmation = await needs.database.confirmations.find(textIn(data, 'confirmationId') ?? '');
  const customerId = confirmation?.customerId ?? textIn(data, 'customerId');
  return instead(needs, turn, { ...data, customerId }, 'details');
}

async function instead(
  needs: BotNeeds,
  turn: Turn,
  data: PressData,
  lead: 'no-form' | 'form' | 'details',
): Promise<Answer> {
  const customerId = textIn(data, 'customerId');
  if (customerId === undefined) return chooseCustomer(needs, turn);
  const customer = await needs.database.customers.find(customerId);
  if (!customer) return card(remarkCard(needs.cards, turn.language, { remark: 'unknown-customer' }));
  const typed = lead === 'form' && turn.isPrivate ? typedOn(data) : [];
  return askAnswer(needs, turn, customer, { lead, typed, list: listBehind(turn, data) });
}

/** What a person typed on a form, without the customer, which the card shows. */
function typedOn(data: PressData): string[] {
  const { acceptanceDate, firstName, lastName, email, phoneNumber } = acceptanceInput(data);
  return [acceptanceDate, `${firstName} ${lastName}`, email, phoneNumber].filter(
    (line) => line.trim() !== '',
  );
}

function chooseCustomer(needs: BotNeeds, turn: Turn): Promise<Answer> {
  const note = needs.cards.phrase(turn.language, 'ask-customer.choose');
  return listAnswer(needs, turn, { page: 1 }, note);
}
