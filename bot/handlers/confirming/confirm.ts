import type { AcceptanceInput } from '../../../src/domain/confirming/acceptance.ts';
import type { Confirmation } from '../../../src/domain/confirming/confirmation.ts';
import type { Customer } from '../../../src/domain/customers/customer.ts';
import { customerCard } from '../../cards/customers/customer.ts';
import { customerMatchesCard } from '../../cards/customers/customer-matches.ts';
import { remarkCard } from '../../cards/kit/remark.ts';
import type { BotNeeds } from '../../turn/needs.ts';
import type { Turn } from '../../turn/turn.ts';
import { textIn, type PressData } from '../../commands/press-data.ts';
import { card, type Answer } from '../../turn/answer.ts';
import { formAnswer } from './form.ts';
import { progressOf, viewerOf } from '../customers/progress.ts';
import { collectedAnswer } from './release-details.ts';
import { mayDo } from '../permission.ts';
import { typedCustomer } from '../customers/typed-customer.ts';

/** `confirm`, or `confirm <customer>`: the form, with the customer chosen where the name says which. */
export async function confirmCommand(needs: BotNeeds, turn: Turn, typed: string): Promise<Answer> {
  const { name, matches } = await typedCustomer(needs, typed);
  if (name === '') return formAnswer(needs, turn, { again: false });
  const [only] = matches;
  if (only && matches.length === 1) return formFor(needs, turn, only);
  return card(customerMatchesCard(needs.cards, turn.language, { typed: name, matches, purpose: 'confirm' }));
}

/** A press on a customer's Confirm button, or on one that names no customer. */
export async function openForm(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  const customerId = textIn(data, 'customerId');
  if (customerId === undefined) return formAnswer(needs, turn, { again: false });
  const customer = await needs.database.customers.find(customerId);
  if (!customer) return card(remarkCard(needs.cards, turn.language, { remark: 'unknown-customer' }));
  return formFor(needs, turn, customer, await earlierValues(needs, turn, data, customer));
}

/** One more confirmation of a customer that is confirmed already, on purpose. */
export async function openFormAgain(needs: BotNeeds, turn: Turn, data: PressData): Promise<Answer> {
  const customer = await needs.database.customers.find(textIn(data, 'customerId') ?? '');
  if (!customer) return card(remarkCard(needs.cards, turn.language, { remark: 'unknown-customer' }));
  if (customer.agreementState === 'exempt') return formFor(needs, turn, customer);
  const values = await earlierValues(needs, turn, data, customer);
  return formAnswer(needs, turn, { again: true, customer, values });
}

/**
 * The form, or what a person should see first: that the customer is confirmed, being confirmed or exempt; for a person who
 * may release details, those that wait.
 */
async function formFor(
  needs: BotNeeds,
  turn: Turn,
  customer: Customer,
  values?: Partial<AcceptanceInput>,
): Promise<Answer> {
  const open = await needs.database.confirmations.findOpen(customer.id, needs.agreementType);
  const { agreementState } = customer;
  if (agreementState !== 'confirmed' && agreementState !== 'exempt' && !open) {
    const collected = values ? undefined : await toRelease(needs, turn, customer);
    if (collected) return collectedAnswer(needs, turn, { customer, confirmation: collected });
    return formAnswer(needs, turn, { again: false, customer, values });
  }
  const lead = open ? 'on-its-way' : agreementState === 'confirmed' ? 'already-confirmed' : undefined;
  const now = needs.clock.now();
  const inProgress = await progressOf(needs, open);
  const shown = { customer, inProgress, lead, viewer: viewerOf(turn), now, timeZone: turn.timeZone } as const;
  return card(customerCard(needs.cards, turn.language, shown));
}

async function toRelease(needs: BotNeeds, turn: Turn, customer: Customer): Promise<Confirmation | undefined> {
  const { database, agreementType } = needs;
  const collected = await database.confirmations.findCollected(customer.id, agreementType);
  return collected?.contact && (await mayDo(needs, turn, 'confirm')) ? collected : undefined;
}

/**
 * What the same person typed in a confirmation that failed, to correct and send again; or what a reseller's person filled
 * in, for a person who may confirm.
 */
async function earlierValues(
  needs: BotNeeds,
  turn: Turn,
  data: PressData,
  customer: Customer,
): Promise<Partial<AcceptanceInput> | undefined> {
  const earlier = await needs.database.confirmations.find(textIn(data, 'confirmationId') ?? '');
  if (!earlier?.contact || earlier.customerId !== customer.id) return undefined;
  const isMine = earlier.submittedBy.id === turn.person.id;
  const mayBeSeen =
    earlier.state === 'collected'
      ? isMine || (await mayDo(needs, turn, 'confirm'))
      : isMine && (earlier.state === 'refused' || earlier.state === 'attention');
  if (!mayBeSeen) return undefined;
  return { ...earlier.contact, acceptanceDate: earlier.acceptedOn, customerId: customer.id };
}
