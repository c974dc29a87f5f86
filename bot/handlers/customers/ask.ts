import type { Customer } from '../../../src/domain/customers/customer.ts';
import { languageOfLocale } from '../../../src/domain/language.ts';
import { askCustomer as noteAsk } from '../../../src/use-cases/customers/ask-customer.ts';
import { askCustomerCard, type AskCustomerInput } from '../../cards/customers/ask-customer.ts';
import { customerAskedCard } from '../../cards/customers/customer-asked.ts';
import { viewBehind, type ListView } from '../../cards/customers/list-view.ts';
import { remarkCard } from '../../cards/kit/remark.ts';
import { threadOf } from '../../teams/activity.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { textIn, type PressData } from '../../commands/press-data.ts';
import { card, type Answer, type CardDelivery } from '../../turn/answer.ts';
import { customerAnswer } from './customer-answer.ts';
import { nextCustomer } from './next-customer.ts';

/** Returns the list that a button came from, which its data carry. */
export function listBehind(turn: Turn, data: PressData): ListView | undefined {
  return viewBehind(data, turn.person.id);
}

/** A press on a customer's Ask button, or on the other language of its message. */
export async function showAsk(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  const customer = await needs.database.customers.find(textIn(data, 'customerId') ?? '');
  if (!customer) return card(remarkCard(needs.cards, turn.language, { remark: 'unknown-customer' }));
  const messageLanguage = languageOfLocale(textIn(data, 'messageLanguage') ?? '');
  return askAnswer(needs, turn, customer, { messageLanguage, list: listBehind(turn, data) });
}

/** Why the card is shown, and with what. */
type Shown = Partial<Pick<AskCustomerInput, 'lead' | 'typed' | 'list'>> & {
  messageLanguage?: AskCustomerInput['messageLanguage'] | undefined;
};

/** The message to copy for a customer that has not accepted; else the customer's card, which says how it stands. */
export async function askAnswer(
  needs: BotNeeds,
  turn: Turn,
  customer: Customer,
  { messageLanguage = turn.language, ...shown }: Shown = {},
  delivery?: CardDelivery,
): Promise<Answer> {
  const { cards, clock } = needs;
  const { agreementState } = customer;
  if (agreementState === 'confirmed' || agreementState === 'exempt') {
    const note = agreementState === 'confirmed' ? 'customer.leadConfirmed' : undefined;
    return customerAnswer(needs, turn, customer, note && cards.phrase(turn.language, note));
  }
  const input = { customer, messageLanguage, ...shown, now: clock.now() };
  return card(askCustomerCard(cards, turn.language, input), delivery);
}

/** « I have asked »: notes who asked and when, and says so on the customer's card. */
export async function noteAsked(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  const { cards } = needs;
  const { person, conversation, activity, language } = turn;
  const asked = await noteAsk(needs, {
    customerId: textIn(data, 'customerId') ?? '',
    by: person,
    place: { conversationId: conversation.id, activityId: threadOf(activity) },
    language,
  });
  if (asked.kind === 'unknown-customer') {
    return card(remarkCard(cards, language, { remark: 'unknown-customer' }));
  }
  const { customer } = asked;
  const list = listBehind(turn, data);
  if (asked.kind === 'not-waiting') {
    const note = cards.phrase(language, 'ask-customer.notWaiting');
    return customerAnswer(needs, turn, customer, note, list);
  }
  const next = await nextCustomer(needs, turn, list ?? { page: 1 }, customer.id);
  const shown = { customer, isAlone: turn.isPrivate, next, list, now: needs.clock.now() };
  return card(customerAskedCard(cards, language, shown), { leadsBack: true });
}

/** « Check now »: reads the customer from Partner Center at once, and says on its card what came of it. */
export async function checkNow(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  const { cards, checks, database } = needs;
  const { language } = turn;
  const customerId = textIn(data, 'customerId') ?? '';
  const checked = await checks.check(customerId);
  const customer = await database.customers.find(customerId);
  if (!customer || checked === 'unknown-customer') {
    return card(remarkCard(cards, language, { remark: 'unknown-customer' }));
  }
  const note = cards.phrase(language, `ask-customer.checked-${checked}`);
  return customerAnswer(needs, turn, customer, note, listBehind(turn, data));
}
